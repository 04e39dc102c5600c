"""Reads the PTX that nvcc writes: kernels, their parameters and shared variables, and their statements.

It understands only what the project's kernels and the tests of this tool use, and raises Unsupported for the rest.
"""
import dataclasses
import re

SIZES = {"pred": 1, "b8": 1, "u8": 1, "s8": 1, "b16": 2, "u16": 2, "s16": 2, "b32": 4, "u32": 4, "s32": 4, "f32": 4,
         "b64": 8, "u64": 8, "s64": 8, "f64": 8}


class Unsupported(Exception):
    """A statement that this reader or the translator does not know."""


@dataclasses.dataclass
class Instruction:
    guard: str  # "%p1", "!%p1" or ""
    opcode: list  # ["ld", "global", "v4", "f32"]
    operands: list


@dataclasses.dataclass
class Label:
    name: str


@dataclasses.dataclass
class Kernel:
    name: str
    parameters: dict = dataclasses.field(default_factory=dict)  # name: (offset, size)
    parameter_bytes: int = 0
    registers: dict = dataclasses.field(default_factory=dict)  # name: type
    shared: dict = dataclasses.field(default_factory=dict)  # name: offset; dynamic memory begins behind them
    shared_bytes: int = 0
    statements: list = dataclasses.field(default_factory=list)


def aligned(offset, alignment):
    return (offset + alignment - 1) // alignment * alignment


def split_operands(text):
    """Splits at the commas outside brackets."""
    return [part.strip() for part in re.findall(r"(?:\{[^}]*\}|\[[^\]]*\]|[^,])+", text)]


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r"^\s*\.(version|target|address_size|file|loc|section)\b[^\n]*$", "", text, flags=re.MULTILINE)


VARIABLE = re.compile(r"\.shared\s+(?:\.align\s+(\d+)\s+)?\.(\w+)\s+([\w$]+)((?:\[\d*\])*)")
PARAMETER = re.compile(r"\.param\s+(?:\.align\s+(\d+)\s+)?\.(\w+)\s+(?:\.ptr\s+(?:\.\w+\s+)?(?:\.align\s+\d+\s+)?)?"
                       r"([\w$]+)(?:\[(\d+)\])?")


def read_shared(kernel, text):
    match = VARIABLE.fullmatch(text)
    if not match:
        raise Unsupported(text)
    alignment, kind, name, extents = match.groups()
    if extents == "[]":
        kernel.shared[name] = None
        return
    size = SIZES[kind]
    for extent in re.findall(r"\d+", extents):
        size *= int(extent)
    kernel.shared[name] = aligned(kernel.shared_bytes, int(alignment or SIZES[kind]))
    kernel.shared_bytes = kernel.shared[name] + size


def read_parameters(kernel, text):
    for part in filter(str.strip, text.split(",")):
        match = PARAMETER.fullmatch(part.strip())
        if not match:
            raise Unsupported(part)
        alignment, kind, name, extent = match.groups()
        size = SIZES[kind] * int(extent or 1)
        offset = aligned(kernel.parameter_bytes, int(alignment or SIZES[kind]))
        kernel.parameters[name] = (offset, size)
        kernel.parameter_bytes = offset + size


def read_registers(kernel, text):
    kind, names = re.fullmatch(r"\.reg\s+\.(\w+)\s+(.*)", text, flags=re.DOTALL).groups()
    for name in names.split(","):
        several = re.fullmatch(r"(\S+)<(\d+)>", name.strip())
        for each in [several[1] + str(i) for i in range(int(several[2]))] if several else [name.strip()]:
            if kernel.registers.setdefault(each, kind) != kind:
                raise Unsupported(f"register {each} of two types")


def read_statement(kernel, text):
    if text.startswith(".reg"):
        read_registers(kernel, text)
    elif text.startswith(".shared"):
        read_shared(kernel, text)
    elif not text.startswith(".pragma"):
        match = re.fullmatch(r"(?:@(!?%\w+)\s+)?([a-z][\w.:]*)\s*(.*)", text, flags=re.DOTALL)
        if not match:
            raise Unsupported(text)
        guard, opcode, operands = match.groups()
        kernel.statements.append(Instruction(guard or "", opcode.split("."), split_operands(operands)))


def without_blocks(text):
    """Dissolves blocks that declare their own registers, as inline assembly does. The names get a prefix; registers of
    different blocks with the same name must have the same type."""
    def opened(match):
        names = re.findall(r"\.reg\s+\.\w+\s+(\w+);", match[1])
        return re.sub(rf"(?<![\w%.])({'|'.join(names)})\b", r"%own_\1", match[1]) if names else match[1]
    return re.sub(r"\{([^{}]*;[^{}]*)\}", opened, text)


def read_body(kernel, text):
    text = without_blocks(text)
    if "{" in re.sub(r"\{[^{};]*\}", "", text):
        raise Unsupported("a block inside a kernel")
    for label, statement in re.findall(r"\s*(?:([\w$]+):(?!:)|([^;]+);)", text):
        if label:
            kernel.statements.append(Label(label))
        else:
            read_statement(kernel, statement.strip())


def read_module(text):
    """The kernels of a PTX file."""
    text = without_comments(text)
    kernels, dynamic_shared, at = [], [], 0
    entry = re.compile(r"\s*(?:\.(?:visible|weak)\s+)?\.entry\s+([\w$]+)\s*\((.*?)\)([^{]*)\{", flags=re.DOTALL)
    declaration = re.compile(r"\s*\.extern\s+(\.shared[^;]*);")
    global_variable = re.compile(r"\s*\.global\s[^;={]*;")  # a kernel that reads one is rejected as an unknown operand
    while text[at:].strip():
        match = declaration.match(text, at)
        if match:
            dynamic_shared.append(match[1].strip())
            at = match.end()
            continue
        match = global_variable.match(text, at)
        if match:
            at = match.end()
            continue
        match = entry.match(text, at)
        if not match:
            raise Unsupported(text[at:].strip().splitlines()[0])
        end = text.index("\n}", match.end())
        kernel = Kernel(match[1])
        read_parameters(kernel, match[2])
        for variable in dynamic_shared:
            read_shared(kernel, variable)
        read_body(kernel, text[match.end():end])
        kernels.append(kernel)
        at = end + 2
    return kernels
