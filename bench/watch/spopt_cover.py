"""Maximal covering by PySAL's spopt on HiGHS, by an interpreter that has both: IN.npz OUT.npz CENTRES RADIUS_KM."""

import sys
import time

import numpy as np


def main(source: str, out: str, centres: int, radius_km: float) -> None:
    import pulp
    from spopt.locate import MCLP

    given = np.load(source)
    began = time.process_time()
    model = MCLP.from_cost_matrix(given["km"], given["people"], radius_km, p_facilities=centres)
    built = time.process_time() - began
    model.solve(pulp.HiGHS(msg=False, threads=1))
    chosen = np.array([bool(variable.value() and variable.value() > 0.5) for variable in model.fac_vars])
    np.savez(out, chosen=np.flatnonzero(chosen), built=built, seconds=time.process_time() - began)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
