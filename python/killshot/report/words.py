"""What the report says in words about terms that the result only names."""
from __future__ import annotations

from typing import Final

#: How a network pays its suppliers, by archetype.
MECHANISMS: Final = {
    "halving_by_supply": "mints a fixed reward per block, which halves whenever half of what is left is issued",
    "exponential_decay": "mints an amount that shrinks by the same share every month",
    "burn_mint_equilibrium": "burns what customers pay and pays operators by minting for the work that they did",
    "cosmos_inflation": "inflates its supply at a rate that declines between two bounds, for stakers and suppliers",
    "pow_decay": "pays miners a share of what is left to issue, which decays exponentially",
    "treasury_fraction": "pays out a fixed fraction of its treasury every month",
    "capped_work_value": "mints the value of the work that was done, up to a daily cap",
    "demand_linked_vault": "tops suppliers up to a target in dollars from a vault; what it earns beyond that is burned",
    "fixed_supply": "mints nothing: all tokens exist, and only unlocks and buybacks move the supply",
    "revenue_share": "mints nothing: holders receive a share of the fees",
    "pre_token": "has no token: grants in dollars pay suppliers until the treasury's runway ends",
}

#: The four other readings of the kill shot's words, with what each changes.
READINGS: Final = {
    "effective": ("what customers pay", "K1 by the price that customers pay; the reading of every other number here"),
    "lists": ("list prices", "K1 by the hyperscalers' list prices, weighted"),
    "any_list": ("any one list", "K1 by whichever list falls most"),
    "compute": ("unit of compute", "K1 by the price of a unit of compute rather than of a given card"),
    "prices": ("prices asked", "K2 by the prices that networks ask instead of what supply costs"),
}

CAUSE_WORDS: Final = {"kill_shot": "kill shot", "supply_exodus": "supply exodus",
                      "subsidy_exhausted": "subsidy exhausted", "token_death": "token death"}

#: The analyst's signals first; what a high reading is.
SIGNALS: Final = {
    "utilization": ("01", "utilization of the network's own GPUs"),
    "sector_utilization": ("01", "utilization across all networks"),
    "adopted": ("02", "a first customer from outside crypto at scale"),
    "self_funded": ("03", "stands without props: income alone covers its cost when utilization is low"),
    "subsidy_share": ("", "share of suppliers' income that is subsidy"),
    "effective_price": ("", "price that hyperscalers' customers pay, against the start"),
    "parity_gap": ("", "cost ratio, against the start"),
    "released": ("", "a new hardware generation has been released"),
}

STATUS_MEANINGS: Final = {
    "quoted": "seen in a source",
    "derived": "arithmetic on quoted numbers",
    "fitted": "calibrated on history",
    "assumed": "a judgement, with its reason",
}
