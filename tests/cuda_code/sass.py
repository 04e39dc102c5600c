"""Reads nvdisasm's listing of a cubin: the basic blocks of a kernel, its loops, and the paths through them."""
import dataclasses
import heapq
import re


@dataclasses.dataclass
class Block:
    instructions: list
    successors: list

    def count(self, operation):
        return sum(1 for instruction in self.instructions if operation_of(instruction) == operation)


def operation_of(instruction):
    """"@!P0 FFMA.FTZ R1, R2, R3, R4" is an FFMA."""
    return re.sub(r"^@!?U?P\w+\s+", "", instruction).split()[0].split(".")[0]


def functions_of(listing):
    """The lines of each function: ("label", name) or ("instruction", text)."""
    functions, lines = {}, None
    for line in listing.splitlines():
        if match := re.match(r"\.text\.(\S+):", line):
            lines = functions.setdefault(match[1], [])
        elif lines is not None and (match := re.match(r"(\.L_x_\d+):", line)):
            lines.append(("label", match[1]))
        elif lines is not None and (match := re.match(r"\s+/\*[0-9a-f]{4,}\*/\s+(.*?)\s*;", line)):
            lines.append(("instruction", match[1]))
    return functions


def falls_through(instruction):
    """True if execution may continue with the next instruction."""
    if operation_of(instruction) not in ("BRA", "EXIT", "RET"):
        return True
    if instruction.startswith("@"):
        return True
    # BRA.DIV and BRA P0, label are conditional without a guard.
    return "BRA.DIV" in instruction or re.search(r"BRA(\.\w+)*\s+!?U?P\d", instruction) is not None


def blocks_of(lines):
    """The basic blocks of a function; the first is its entry."""
    starts, at = {0}, 0
    labels, instructions = {}, []
    for kind, text in lines:
        if kind == "label":
            labels[text] = len(instructions)
            starts.add(len(instructions))
        else:
            instructions.append(text)
            if operation_of(text) in ("BRA", "EXIT", "RET", "CALL"):
                starts.add(len(instructions))
    bounds = sorted(start for start in starts if start < len(instructions))
    number = {start: i for i, start in enumerate(bounds)}
    blocks = []
    for i, start in enumerate(bounds):
        end = bounds[i + 1] if i + 1 < len(bounds) else len(instructions)
        last, successors = instructions[end - 1], []
        if falls_through(last) and end in number:
            successors.append(number[end])
        if operation_of(last) == "BRA" and (target := re.search(r"`\((\.L_x_\d+)\)", last)):
            if labels.get(target[1], len(instructions)) in number:
                successors.append(number[labels[target[1]]])
        blocks.append(Block(instructions[start:end], successors))
    return blocks


def dominators_of(blocks):
    """For each block, its dominators: the blocks on every path to it."""
    predecessors = [[] for _ in blocks]
    for i, block in enumerate(blocks):
        for successor in block.successors:
            predecessors[successor].append(i)
    everything = set(range(len(blocks)))
    dominators = [{0}] + [set(everything) for _ in blocks[1:]]
    changed = True
    while changed:
        changed = False
        for i in range(1, len(blocks)):
            meets = [dominators[p] for p in predecessors[i]]
            new = (set.intersection(*meets) if meets else set()) | {i}
            if new != dominators[i]:
                dominators[i], changed = new, True
    return dominators, predecessors


def loops_of(blocks):
    """Natural loops as header: body."""
    dominators, predecessors = dominators_of(blocks)
    loops = {}
    for tail, block in enumerate(blocks):
        for header in block.successors:
            if header not in dominators[tail]:
                continue
            body, open_blocks = loops.setdefault(header, {header}), [tail]
            while open_blocks:
                at = open_blocks.pop()
                if at not in body:
                    body.add(at)
                    open_blocks += predecessors[at]
    return loops


def is_slow(block):
    """True if a block calls a subroutine, as division and square root do for denormal, infinite or NaN operands."""
    return operation_of(block.instructions[-1]) == "CALL"


def shortest_ways(blocks, body, start):
    """Instructions on the shortest path from a block (included) to each block of the body, without slow blocks."""
    ways, queue = {start: len(blocks[start].instructions)}, [(len(blocks[start].instructions), start)]
    while queue:
        length, at = heapq.heappop(queue)
        if length > ways[at]:
            continue
        for to in blocks[at].successors:
            if to in body and to != start and not is_slow(blocks[to]):
                longer = length + len(blocks[to].instructions)
                if longer < ways.get(to, longer + 1):
                    ways[to] = longer
                    heapq.heappush(queue, (longer, to))
    return ways


def shortest_round(blocks, header, body, through=None):
    """Instructions on the shortest path around a loop, through a given block if there is one."""
    from_header = shortest_ways(blocks, body, header)
    tails = [i for i in body if header in blocks[i].successors]
    if through is None:
        return min(from_header[tail] for tail in tails if tail in from_header)
    onward = shortest_ways(blocks, body - {header}, through)
    return from_header[through] - len(blocks[through].instructions) + min(
        onward[tail] for tail in tails if tail in onward)
