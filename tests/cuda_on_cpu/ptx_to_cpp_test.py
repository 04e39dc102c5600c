#!/usr/bin/env python3
"""The translator rejects what it does not know and arithmetic whose result is not defined."""
import unittest

from ptx import Unsupported, read_module
from ptx_to_cpp import translate_module

MODULE = """
.version 9.0
.target sm_90
.address_size 64
.visible .entry kernel(
    .param .u64 kernel_param_0,
    .param .align 8 .b8 kernel_param_1[24],
    .param .u32 kernel_param_2
)
{
    .reg .pred %%p<3>;
    .reg .b32 %%r<4>;
    .reg .f32 %%f<5>;
    .reg .b64 %%rd<3>;
    .shared .align 4 .b8 bytes[20];
    .shared .align 16 .b8 more[8];
    %s
    ret;
}
"""


def translated(statement):
    return translate_module(MODULE % statement)


class Translator(unittest.TestCase):
    def test_parameters_and_shared_memory_lie_where_ptx_puts_them(self):
        kernel = read_module(MODULE % "")[0]
        self.assertEqual(list(kernel.parameters.values()), [(0, 8), (8, 24), (32, 4)])
        self.assertEqual(kernel.shared, {"bytes": 0, "more": 32})
        self.assertEqual(kernel.shared_bytes, 40)
        self.assertEqual(kernel.registers["%f4"], "f32")

    def test_what_rounds_is_written_as_it_rounds(self):
        self.assertIn("f1 = fused(f2, f3, f4);", translated("fma.rn.f32 %f1, %f2, %f3, %f4;"))
        self.assertIn("f1 = f2 / as<float>(0x40000000U);", translated("div.rn.f32 %f1, %f2, 0f40000000;"))

    def test_bits_move_between_registers_unchanged(self):
        self.assertIn("r1 = static_cast<std::uint32_t>(as<std::uint32_t>(f1));", translated("mov.b32 %r1, %f1;"))
        self.assertIn("f1 = as<float>(static_cast<std::uint32_t>(r1));", translated("mov.b32 %f1, %r1;"))

    def test_a_sign_is_carried_on(self):
        self.assertIn("static_cast<std::int64_t>(static_cast<std::int32_t>(r1))", translated("cvt.s64.s32 %rd1, %r1;"))

    def test_a_block_of_inline_assembly_keeps_its_registers_to_itself(self):
        block = "{ .reg .s32 r1; .reg .pred p; shfl.sync.up.b32 r1|p, %r2, 1, 0, -1; @p add.s32 r1, r1, %r2; }"
        text = translated(block + block)
        self.assertEqual(text.count("std::int32_t own_r1;"), 1)
        self.assertIn("if (own_p) { own_r1 =", text)
        self.assertIn("shuffle_up(t, r2, ", text)
        with self.assertRaises(Unsupported):
            translated("{ .reg .s32 r1; mov.s32 r1, 1; } { .reg .f32 r1; mov.f32 r1, %f1; }")

    def test_a_global_variable_may_be_there_and_not_be_used(self):
        variable = ".global .align 1 .b8 unused[1];\n"
        self.assertIn("kernel_kernel", translate_module(variable + MODULE % ""))
        with self.assertRaises(Unsupported):
            translate_module(variable + MODULE % "mov.u64 %rd1, unused;")

    def test_a_guard_guards(self):
        self.assertIn("if (!p1) { goto L_2; }", translated("@!%p1 bra $L_2;\n$L_2:"))

    def test_arithmetic_without_one_result_is_refused(self):
        for statement in ("add.f32 %f1, %f2, %f3;", "mul.ftz.f32 %f1, %f2, %f3;", "mul.rn.ftz.f32 %f1, %f2, %f3;",
                          "div.approx.f32 %f1, %f2, %f3;", "sqrt.approx.f32 %f1, %f2;", "ex2.approx.f32 %f1, %f2;",
                          "cvt.f32.s32 %f1, %r1;"):
            with self.subTest(statement), self.assertRaises(Unsupported):
                translated(statement)

    def test_the_unknown_is_refused(self):
        for statement in ("tex.2d.v4.f32.s32 %f1, %f2;", "ld.local.u32 %r1, [%rd1];", "bar.red.popc.u32 %r1, 0, %p1;",
                          "shfl.bfly.b32 %r1, %r2, 1, 31;", "add.u32 %r1, %r2, %unknown;"):
            with self.subTest(statement), self.assertRaises(Unsupported):
                translated(statement)


if __name__ == "__main__":
    unittest.main()
