"""Charts of a result: functions of data frames that return Altair charts, one module a chart.

Each takes the rows of one network, or of the sector, that a method of killshot.Result returns. Result.plot calls them.
"""
