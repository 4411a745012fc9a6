"""AutoETS of statsforecast on the rows of an array, by an interpreter that has it: IN.npy OUT.npz HORIZON SEASON."""

import sys
import time
import warnings

import numpy as np


def main(source: str, out: str, horizon: int, season: int) -> None:
    from statsforecast.models import AutoETS

    warnings.filterwarnings("ignore")
    values = np.load(source)
    AutoETS(season_length=season).forecast(y=values[0], h=horizon)  # compiled before the clock starts
    began = time.process_time()
    found = [AutoETS(season_length=season).forecast(y=row, h=horizon, level=[90], fitted=True) for row in values]
    seconds = time.process_time() - began
    sides = {name: np.array([one[name] for one in found]) for name in ("mean", "lo-90", "hi-90", "fitted")}
    np.savez(out, seconds=seconds, **sides)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
