#!/usr/bin/env python3
"""Translates PTX to C++: one function per kernel, called once per thread (ptx_operations.hpp, machine.hpp).

usage: ptx_to_cpp.py IN.ptx OUT.cpp      It fails on anything that it does not know.
"""
import pathlib
import re
import sys

from ptx import SIZES, Kernel, Label, Unsupported, aligned, read_module, split_operands

C_TYPES = {"pred": "bool", "b8": "std::uint8_t", "u8": "std::uint8_t", "s8": "std::int8_t", "b16": "std::uint16_t",
           "u16": "std::uint16_t", "s16": "std::int16_t", "b32": "std::uint32_t", "u32": "std::uint32_t",
           "s32": "std::int32_t", "b64": "std::uint64_t", "u64": "std::uint64_t", "s64": "std::int64_t", "f32": "float",
           "f64": "double"}
FLOATS = {"f32", "f64"}
SPACES = {"param", "shared", "global"}

SPECIAL = {f"%{ptx}.{axis}": f"t.{name}.{axis}" for axis in "xyz"
           for ptx, name in {"tid": "thread_index", "ntid": "block_size", "ctaid": "block_index",
                             "nctaid": "grid_size"}.items()}
SPECIAL["%laneid"] = "(t.number % 32U)"
SPECIAL["%lanemask_ge"] = "(~0U << t.number % 32U)"

COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "lo": "<", "ls": "<=", "hi": ">",
               "hs": ">="}
ATOMIC_OPERATIONS = {"add", "or", "min", "max", "exch"}


def identifier(name):
    return re.sub(r"\W", "_", name.lstrip("%$"))


def unsigned(kind):
    return "u" + kind[1:]


class Translator:
    """Translates the instructions of one kernel, each to a C++ statement."""

    def __init__(self, kernel: Kernel):
        self.kernel = kernel
        self.dynamic_shared = aligned(kernel.shared_bytes, 16)

    def read(self, operand, kind):
        """A C++ expression for an operand, read as a PTX type."""
        c_type = C_TYPES[kind]
        if operand.startswith("!"):
            return f"!{self.read(operand[1:], kind)}"
        if operand in self.kernel.registers:
            held, name = self.kernel.registers[operand], identifier(operand)
            if "pred" in (kind, held) or held == kind:
                return name
            if kind in FLOATS or held in FLOATS:
                return f"static_cast<{c_type}>(as<{C_TYPES['b' + held[1:]]}>({name}))" if kind not in FLOATS else \
                    f"as<{c_type}>({name})"
            return f"static_cast<{c_type}>({name})"
        if operand in SPECIAL:
            return f"static_cast<{c_type}>({SPECIAL[operand]})"
        if re.fullmatch(r"0[fF][0-9a-fA-F]{8}|0[dD][0-9a-fA-F]{16}", operand):
            suffix = "U" if operand[1] in "fF" else "ULL"
            bits = f"0x{operand[2:]}{suffix}"
            return f"as<{c_type}>({bits})" if kind in FLOATS else f"static_cast<{c_type}>({bits})"
        if re.fullmatch(r"-?(0[xX][0-9a-fA-F]+|\d+)U?", operand):
            return f"static_cast<{c_type}>({operand.rstrip('U')}LL)"
        if operand in self.kernel.shared:
            offset = self.kernel.shared[operand]
            return f"static_cast<{c_type}>({self.dynamic_shared if offset is None else offset})"
        if operand in self.kernel.parameters:
            return f"(parameters + {self.kernel.parameters[operand][0]})"
        raise Unsupported(f"operand {operand} as {kind}")

    def write(self, register, expression, kind):
        """A C++ statement that puts an expression of a PTX type into a register."""
        if register == "_":
            return f"static_cast<void>({expression});"
        held, name = self.kernel.registers[register], identifier(register)
        if "pred" in (held, kind) or held == kind:
            return f"{name} = {expression};"
        if kind in FLOATS:
            return f"{name} = as<{C_TYPES['b' + kind[1:]]}>({expression});"
        if held in FLOATS:
            return f"{name} = as<{C_TYPES[held]}>(static_cast<{C_TYPES['b' + held[1:]]}>({expression}));"
        # A signed type is sign-extended into a wider register.
        return f"{name} = static_cast<{C_TYPES[held]}>(static_cast<{C_TYPES[kind]}>({expression}));"

    def address(self, operand):
        base, offset = re.fullmatch(r"\[\s*([^+\]\s]+)\s*(?:\+\s*(-?\d+))?\s*\]", operand).groups()
        wide = base in self.kernel.parameters or self.kernel.registers.get(base) == "b64"
        return f"{self.read(base, 'u64' if wide else 'u32')} + ({offset or 0})"

    def translate(self, instruction):
        name, *modifiers = instruction.opcode
        method = getattr(self, f"op_{name}", None)
        if method is None:
            raise Unsupported(".".join(instruction.opcode))
        statement = method(modifiers, instruction.operands)
        if instruction.guard:
            return f"if ({self.read(instruction.guard, 'pred')}) {{ {statement} }}"
        return f"{{ {statement} }}"

    # Moving

    def op_mov(self, modifiers, operands):
        kind = modifiers[-1]
        to, value = operands
        if value.startswith("{"):
            low, high = split_operands(value[1:-1])
            half = f"b{8 * SIZES[kind] // 2}"
            expression = f"pack({self.read(low, half)}, {self.read(high, half)})"
            return self.write(to, expression, kind)
        if to.startswith("{"):
            half = f"b{8 * SIZES[kind] // 2}"
            low, high = split_operands(to[1:-1])
            return (f"const auto both = {self.read(value, kind)}; " + self.write(low, f"low_half(both)", half) + " " +
                    self.write(high, f"high_half(both)", half))
        return self.write(to, self.read(value, kind), kind)

    def op_cvta(self, modifiers, operands):
        if modifiers[:2] != ["to", "global"]:
            raise Unsupported("cvta." + ".".join(modifiers))
        return self.write(operands[0], self.read(operands[1], "u64"), "u64")

    @staticmethod
    def space(modifiers):
        """A generic address is a global one, since op_cvta accepts no others."""
        for modifier in modifiers:
            if modifier.split("::")[0] in SPACES:
                return modifier.split("::")[0]
        if "local" in modifiers or "const" in modifiers:
            raise Unsupported("memory: " + ".".join(modifiers))
        return "global"

    def op_ld(self, modifiers, operands):
        kind, space = modifiers[-1], self.space(modifiers)
        to = split_operands(operands[0].strip("{}"))
        load = f"load_{space}<{C_TYPES[kind]}, {len(to)}>(t, {self.address(operands[1])})"
        return f"const auto loaded = {load}; " + " ".join(
            self.write(register, f"loaded.value[{i}]", kind) for i, register in enumerate(to))

    def op_st(self, modifiers, operands):
        kind, space = modifiers[-1], self.space(modifiers)
        values = [self.read(value, kind) for value in split_operands(operands[1].strip("{}"))]
        address = self.address(operands[0])
        return f"store_{space}<{C_TYPES[kind]}, {len(values)}>(t, {address}, {{{', '.join(values)}}});"

    def atomic(self, modifiers, operands):
        kind, space = modifiers[-1], self.space(modifiers)
        operation = next((m for m in modifiers if m in ATOMIC_OPERATIONS), None)
        if operation is None or kind in FLOATS and operation != "add":
            raise Unsupported("atom." + ".".join(modifiers))
        return (f"atomic_{space}<{C_TYPES[kind]}>(t, {self.address(operands[0])}, {self.read(operands[1], kind)}, "
                f"[]({C_TYPES[kind]} a, {C_TYPES[kind]} b) {{ return atomic_{operation}(a, b); }})")

    def op_atom(self, modifiers, operands):
        return self.write(operands[0], self.atomic(modifiers, operands[1:]), modifiers[-1])

    def op_red(self, modifiers, operands):
        return self.atomic(modifiers, operands) + ";"

    # Arithmetic

    def put(self, form, kind, operands, kinds=None):
        """Assigns an expression of the other operands to the first; they have the type `kind`, or `kinds` in turn."""
        values = [self.read(operand, kinds[i] if kinds else kind) for i, operand in enumerate(operands[1:])]
        return self.write(operands[0], form.format(*values), kind)

    @staticmethod
    def require_rounding(modifiers):
        """The result of an operation that may be contracted, flushed or approximated is not defined."""
        if "rn" not in modifiers or not {"ftz", "sat", "approx", "full"}.isdisjoint(modifiers):
            raise Unsupported("floating-point arithmetic that is not rounded to nearest: " + ".".join(modifiers))

    def rounded(self, form, modifiers, operands):
        self.require_rounding(modifiers)
        return self.put(form, modifiers[-1], operands)

    def sum_of(self, operator, modifiers, operands):
        kind = modifiers[-1]
        if kind in FLOATS:
            return self.rounded(f"{{}} {operator} {{}}", modifiers, operands)
        kind = unsigned(kind)
        return self.put(f"static_cast<{C_TYPES[kind]}>({{}} {operator} {{}})", kind, operands)

    def op_add(self, modifiers, operands):
        return self.sum_of("+", modifiers, operands)

    def op_sub(self, modifiers, operands):
        return self.sum_of("-", modifiers, operands)

    def product(self, modifiers, operands):
        """A product of integers and its type."""
        part, kind = modifiers[0], modifiers[-1]
        if part not in ("wide", "hi", "lo"):
            raise Unsupported("mul." + ".".join(modifiers))
        a, b = (self.read(operand, kind) for operand in operands)
        name = {"wide": "multiply_wide", "hi": "multiply_high", "lo": "multiply_low"}[part]
        return f"{name}({a}, {b})", f"{kind[0]}{16 * SIZES[kind]}" if part == "wide" else kind

    def op_mul(self, modifiers, operands):
        if modifiers[-1] in FLOATS:
            return self.rounded("{} * {}", modifiers, operands)
        return self.write(operands[0], *self.product(modifiers, operands[1:]))

    def op_mad(self, modifiers, operands):
        product, kind = self.product(modifiers, operands[1:3])
        kind = unsigned(kind)
        sum_of_both = f"static_cast<{C_TYPES[kind]}>({product}) + {self.read(operands[3], kind)}"
        return self.write(operands[0], sum_of_both, kind)

    def op_fma(self, modifiers, operands):
        return self.rounded("fused({}, {}, {})", modifiers, operands)

    def op_div(self, modifiers, operands):
        if modifiers[-1] in FLOATS:
            return self.rounded("{} / {}", modifiers, operands)
        return self.put("divide({}, {})", modifiers[-1], operands)

    def op_rem(self, modifiers, operands):
        return self.put("remainder({}, {})", modifiers[-1], operands)

    def op_rcp(self, modifiers, operands):
        return self.rounded("1 / {}", modifiers, operands)

    def op_sqrt(self, modifiers, operands):
        return self.rounded("root({})", modifiers, operands)

    def op_neg(self, modifiers, operands):
        kind = modifiers[-1]
        return self.put("-{}", kind if kind in FLOATS else unsigned(kind), operands)

    def op_abs(self, modifiers, operands):
        return self.put("magnitude({})", modifiers[-1], operands)

    def op_min(self, modifiers, operands):
        return self.put("minimum({}, {})", modifiers[-1], operands)

    def op_max(self, modifiers, operands):
        return self.put("maximum({}, {})", modifiers[-1], operands)

    # Bits

    def op_and(self, modifiers, operands):
        return self.put("{} & {}", modifiers[-1], operands)

    def op_or(self, modifiers, operands):
        return self.put("{} | {}", modifiers[-1], operands)

    def op_xor(self, modifiers, operands):
        return self.put("{} ^ {}", modifiers[-1], operands)

    def op_not(self, modifiers, operands):
        return self.put("!{}" if modifiers[-1] == "pred" else "~{}", modifiers[-1], operands)

    def op_shl(self, modifiers, operands):
        return self.put("shift_left({}, {})", modifiers[-1], operands, (modifiers[-1], "u32"))

    def op_shr(self, modifiers, operands):
        return self.put("shift_right({}, {})", modifiers[-1], operands, (modifiers[-1], "u32"))

    def op_brev(self, modifiers, operands):
        return self.put("reversed({})", modifiers[-1], operands)

    def op_clz(self, modifiers, operands):
        return self.put("std::countl_zero({})", "u32", operands, ("u" + modifiers[-1][1:],))

    def op_popc(self, modifiers, operands):
        return self.put("std::popcount({})", "u32", operands, (modifiers[-1],))

    # Conditions and conversions

    def comparison(self, modifiers, operands):
        name, kind = modifiers[0], modifiers[-1]
        if kind in FLOATS and name not in ("eq", "ne", "lt", "le", "gt", "ge"):
            a, b = (self.read(operand, kind) for operand in operands)
            if name.endswith("u") and name[:-1] in COMPARISONS:
                return f"(unordered({a}, {b}) || {a} {COMPARISONS[name[:-1]]} {b})"
            raise Unsupported("setp." + ".".join(modifiers))
        if name not in COMPARISONS:
            raise Unsupported("setp." + ".".join(modifiers))
        if name in ("lo", "ls", "hi", "hs"):
            kind = unsigned(kind)
        a, b = (self.read(operand, kind) for operand in operands)
        if kind in FLOATS and name == "ne":
            return f"(!unordered({a}, {b}) && {a} != {b})"
        return f"({a} {COMPARISONS[name]} {b})"

    def op_setp(self, modifiers, operands):
        condition = self.comparison(modifiers, operands[1:3])
        if "|" in operands[0]:
            raise Unsupported("setp with two results")
        if len(operands) > 3:
            operator = next(m for m in modifiers if m in ("and", "or", "xor"))
            condition += f" {dict(zip(('and', 'or', 'xor'), '&|^'))[operator]} {self.read(operands[3], 'pred')}"
        return self.write(operands[0], condition, "pred")

    def op_selp(self, modifiers, operands):
        kind = modifiers[-1]
        return self.put("{2} ? {0} : {1}", kind, operands, (kind, kind, "pred"))

    def op_cvt(self, modifiers, operands):
        rounding, to, source = modifiers[:-2], modifiers[-2], modifiers[-1]
        value = self.read(operands[1], source)
        if to not in FLOATS and source in FLOATS:
            if rounding == ["rzi"]:
                return self.write(operands[0], f"truncated<{C_TYPES[to]}>({value})", to)
            if rounding == ["rni"]:
                return self.write(operands[0], f"rounded<{C_TYPES[to]}>({value})", to)
            raise Unsupported("cvt." + ".".join(modifiers))
        exact = to == "f64" and source == "f32" or to not in FLOATS and source not in FLOATS
        if rounding != ([] if exact else ["rn"]):
            raise Unsupported("cvt." + ".".join(modifiers))
        return self.write(operands[0], f"static_cast<{C_TYPES[to]}>({value})", to)

    # Control and what threads do together

    def op_bra(self, _, operands):
        return f"goto {identifier(operands[0])};"

    def op_ret(self, *_):
        return "return;"

    op_exit = op_ret

    def op_bar(self, modifiers, operands):
        if modifiers == ["warp", "sync"]:
            return f"t.meet_warp({self.read(operands[0], 'b32')}, 0, Meeting::barrier);"
        if modifiers == ["sync"] and operands == ["0"]:
            return "t.meet_block();"
        raise Unsupported("bar." + ".".join(modifiers))

    def op_shfl(self, modifiers, operands):
        if modifiers[:1] != ["sync"] or modifiers[-1] != "b32" or modifiers[1] not in ("bfly", "idx", "up", "down"):
            raise Unsupported("shfl." + ".".join(modifiers))
        to, *rest = operands
        value, distance, clamp, mask = (self.read(operand, "b32") for operand in rest)
        to, _, found = to.partition("|")
        statement = (f"const Shuffled shuffled = shuffle_{modifiers[1]}(t, {value}, {distance}, {clamp}, {mask}); " +
                     self.write(to, "shuffled.value", "b32"))
        return statement + (" " + self.write(found, "shuffled.found", "pred") if found else "")

    def op_vote(self, modifiers, operands):
        yes, mask = self.read(operands[1], "pred"), self.read(operands[2], "b32")
        if modifiers == ["sync", "ballot", "b32"]:
            return self.write(operands[0], f"ballot(t, {yes}, {mask})", "b32")
        if modifiers == ["sync", "any", "pred"]:
            return self.write(operands[0], f"ballot(t, {yes}, {mask}) != 0", "pred")
        if modifiers == ["sync", "all", "pred"]:
            return self.write(operands[0], f"ballot(t, {yes}, {mask}) == {mask}", "pred")
        raise Unsupported("vote." + ".".join(modifiers))

    def op_nanosleep(self, *_):
        return "t.sleep();"

    def op_membar(self, *_):
        return "/* every access is seen by all at once */"


def translate_kernel(kernel):
    translator = Translator(kernel)
    lines = [f"void kernel_{identifier(kernel.name)}(Thread& t) {{",
             "    [[maybe_unused]] const std::uint64_t parameters = t.parameters();"]
    for kind in sorted(set(kernel.registers.values())):
        names = [identifier(name) for name, held in kernel.registers.items() if held == kind]
        lines += [f"    {C_TYPES[kind]} {', '.join(names[i:i + 16])};" for i in range(0, len(names), 16)]
    for statement in kernel.statements:
        if isinstance(statement, Label):
            lines.append(f"{identifier(statement.name)}:;")
        else:
            lines.append("    " + translator.translate(statement))
    return lines + ["}", ""]


def translate_module(text):
    kernels = read_module(text)
    lines = ['#include "ptx_operations.hpp"', "", "namespace cuda_on_cpu {", "namespace {", ""]
    for kernel in kernels:
        lines += translate_kernel(kernel)
    lines.append("const Registration registrations[] = {")
    for kernel in kernels:
        dynamic_shared = aligned(kernel.shared_bytes, 16)
        parameters = ", ".join(f"{{{offset}, {size}}}" for offset, size in kernel.parameters.values())
        function = f"kernel_{identifier(kernel.name)}"
        lines.append(f'    {{{{"{kernel.name}", {function}, {dynamic_shared}, {{{parameters}}}}}}},')
    return "\n".join(lines + ["};", "", "}  // namespace", "}  // namespace cuda_on_cpu", ""])


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: ptx_to_cpp.py IN.ptx OUT.cpp")
    try:
        translated = translate_module(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    except Unsupported as problem:
        sys.exit(f"{sys.argv[1]}: cannot be translated ({problem}); add the instruction to ptx_to_cpp.py")
    pathlib.Path(sys.argv[2]).write_text(translated, "utf-8")


if __name__ == "__main__":
    main()
