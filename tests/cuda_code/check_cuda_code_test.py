#!/usr/bin/env python3
"""The checks detect what they should, on PTX and disassemblies written by hand."""
import unittest

import sass
from check_cuda_code import ptx_problems, resources_of, short_name, warps_per_multiprocessor

PTXAS = """
ptxas info    : Compiling entry function '_ZN8killshot4cuda8simulateILi16EEEvNS0_6LaunchE' for 'sm_90'
ptxas info    : Function properties for _ZN8killshot4cuda8simulateILi16EEEvNS0_6LaunchE
    0 bytes stack frame, 4 bytes spill stores, 8 bytes spill loads
ptxas info    : Used 118 registers, used 1 barriers, 32 bytes smem
"""

# A function of 9 instructions with a loop of 5, whose rare block of 2 and whose slow call are usually skipped.
LISTING = """
.text.kernel:
        /*0000*/                   MOV R1, c[0x0][0x28] ;
.L_x_0:
        /*0010*/                   FFMA R2, R3, R4, R5 ;
        /*0020*/              @!P0 BRA `(.L_x_1) ;
        /*0030*/                   STG.E [R2], R3 ;
        /*0040*/                   CALL.REL.NOINC `($slow) ;
.L_x_1:
        /*0050*/                   FADD R2, R2, R2 ;
        /*0060*/                   SHFL.BFLY PT, R5, R4, 0x8, 0x1f ;
        /*0070*/               @P1 BRA `(.L_x_0) ;
        /*0080*/                   EXIT ;
"""


class Gates(unittest.TestCase):
    def test_ptx_that_rounds_is_left_alone(self):
        rounding = "fma.rn.f32 %f1; add.rn.f64 %fd1; min.f32 %f1; add.s32 %r1; setp.lt.f32 %p1;"
        self.assertEqual(ptx_problems(rounding), [])

    def test_ptx_that_does_not_is_found(self):
        for instruction in ("add.f32", "mul.f32", "mul.rn.ftz.f32", "div.approx.f32", "div.full.f32", "ex2.approx.f32",
                            "sqrt.approx.ftz.f32", "fma.rz.f32"):
            with self.subTest(instruction):
                self.assertNotEqual(ptx_problems(f"    {instruction} \t%f1, %f2, %f3;"), [])

    def test_resources_are_read(self):
        name = "_ZN8killshot4cuda8simulateILi16EEEvNS0_6LaunchE"
        self.assertEqual(resources_of(PTXAS), {name: {"spills": 12, "registers": 118, "shared": 32}})
        self.assertEqual(short_name(name), "simulate<16>")
        self.assertEqual(short_name("_ZN8killshot4cuda14find_used_binsENS0_7PackingE"), "find_used_bins")
        self.assertEqual(short_name("_ZN4cccl3cub6detail4scan16DeviceScanKernelINS2_10policy_hubIiiijE"),
                         "DeviceScanKernel")

    def test_registers_bound_the_warps(self):
        self.assertEqual(warps_per_multiprocessor(128), 16)
        self.assertEqual(warps_per_multiprocessor(129), 12)
        self.assertEqual(warps_per_multiprocessor(64), 32)

    def test_the_shortest_way_around_a_loop_is_counted(self):
        blocks = sass.blocks_of(sass.functions_of(LISTING)["kernel"])
        loops = sass.loops_of(blocks)
        self.assertEqual(len(loops), 1)
        header, body = next(iter(loops.items()))
        self.assertEqual(sass.shortest_round(blocks, header, body), 5)
        self.assertEqual(sum(len(blocks[i].instructions) for i in body), 7)
        self.assertEqual(sum(blocks[i].count("SHFL") for i in body), 1)


if __name__ == "__main__":
    unittest.main()
