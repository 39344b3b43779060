"""Principal angles between subspaces, and two ways to lay one cloud of points over another.

Library: SciPy (linalg.subspace_angles, orthogonal_procrustes, lstsq), float64.
Run:     python tests/reference/scipy_reference.py
Writes:  tests/fixtures/subspace.json
"""

import numpy as np
import scipy
from scipy import linalg

from fixture import write_fixture

RANDOM = np.random.default_rng(1973)  # the year of Bjorck and Golub's paper


def angle_case(name, a, b, exact_angles=None):
    """Angles between the column spaces of a and b, both (d, k), in radians, ascending."""
    by_scipy = linalg.subspace_angles(a, b)[::-1]
    by_formula = angles_by_sine_and_cosine(a, b)
    angles = by_scipy if exact_angles is None else np.array(exact_angles)
    # SciPy 1.17 pairs its ascending mask with descending angles. Where some angles are above 45
    # degrees and some below, the middle ones are fine either way, but a tiny one comes from the
    # arc cosine and loses half its digits. Known angles are therefore taken as they are known.
    scipy_tolerance = 2e-8 if angles.min() < np.pi / 4 < angles.max() else 2e-15
    assert np.abs(angles - by_formula).max() < 2e-15, (name, angles, by_formula)
    assert np.abs(angles - by_scipy).max() < scipy_tolerance, (name, angles, by_scipy)
    return {
        "name": name,
        "a": a,
        "b": b,
        "angles": angles,
        "is_exact": exact_angles is not None,
        "scipy_angles": by_scipy,
    }


def angles_by_sine_and_cosine(a, b):
    """Bjorck and Golub's two formulas, each angle by the one that is accurate for it."""
    basis_a, basis_b = np.linalg.qr(a)[0], np.linalg.qr(b)[0]
    cosines = linalg.svdvals(basis_a.T @ basis_b)
    sines = linalg.svdvals(basis_b - basis_a @ (basis_a.T @ basis_b))[::-1]
    by_cosine, by_sine = np.arccos(np.clip(cosines, 0, 1)), np.arcsin(np.clip(sines, 0, 1))
    return np.where(cosines**2 >= 0.5, by_sine, by_cosine)


def generic_pair(n_rows, n_columns):
    return RANDOM.normal(size=(n_rows, n_columns)), RANDOM.normal(size=(n_rows, n_columns))


def tilted_pair(n_rows, angles):
    """Two subspaces with the given angles: column i of the second leaves column i of the first.

    Both bases are then skewed by an upper triangle of ones: columns neither normed nor at right angles.
    """
    n_columns = len(angles)
    orthonormal, _ = np.linalg.qr(RANDOM.normal(size=(n_rows, 2 * n_columns)))
    inside, outside = orthonormal[:, :n_columns], orthonormal[:, n_columns:]
    skew = np.triu(np.ones((n_columns, n_columns)))
    return inside @ skew, (inside * np.cos(angles) + outside * np.sin(angles)) @ (2 * skew)


def axis_pair(n_rows, angle):
    """The same with coordinate axes, where nothing is rounded but the sine: angles 0 and `angle`."""
    axes = np.eye(n_rows)
    tilted = np.cos(angle) * axes[:, 1] + np.sin(angle) * axes[:, 2]
    return axes[:, :2], np.column_stack([axes[:, 0], tilted])


def angle_cases():
    half_pi = np.pi / 2
    axes = np.eye(5)
    same, _ = generic_pair(10, 3)
    mix = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, 3.0]])
    tilts = [("tilted_1e-3", 1e-3), ("tilted_1e-6", 1e-6), ("tilted_1e-10", 1e-10)]
    return [
        angle_case("generic_3x2", *generic_pair(3, 2)),
        angle_case("generic_64x2", *generic_pair(64, 2)),
        angle_case("generic_10x3", *generic_pair(10, 3)),
        angle_case("generic_6x1", *generic_pair(6, 1)),
        *[angle_case(f"axes_{name}", *axis_pair(3, angle), [0.0, angle]) for name, angle in tilts],
        *[
            angle_case(f"skewed_{name}", *tilted_pair(12, [angle, 2 * angle]), [angle, 2 * angle])
            for name, angle in tilts
        ],
        angle_case("mixed_sizes_10x3", *tilted_pair(10, [1e-8, 0.3, 1.5]), [1e-8, 0.3, 1.5]),
        angle_case("identical", same, same, [0.0] * 3),
        angle_case("identical_other_basis", same, same @ mix, [0.0] * 3),
        angle_case("orthogonal", axes[:, :2], axes[:, 2:4], [half_pi] * 2),
        angle_case("one_direction_shared", axes[:, :2], axes[:, 1:3], [0.0, half_pi]),
    ]


def alignment_case(name, source, target):
    """Both alignments of source (n, 2) with target (n, 2); residuals are Frobenius norms."""
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    centred_source, centred_target = source - source_mean, target - target_mean
    rotation, _ = linalg.orthogonal_procrustes(centred_source, centred_target)

    with_ones = np.column_stack([source, np.ones(len(source))])
    solution, _, rank, _ = linalg.lstsq(with_ones, target)
    assert rank == 3, name
    residual = linalg.norm(centred_source @ rotation - centred_target)
    affine_residual = linalg.norm(with_ones @ solution - target)
    assert affine_residual <= residual + 1e-12, name
    check_rotation(centred_source, centred_target, residual)
    return {
        "name": name,
        "source": source,
        "target": target,
        "source_mean": source_mean,
        "target_mean": target_mean,
        "rotation": rotation,
        "rotation_residual": residual,
        "matrix": solution[:2],
        "shift": solution[2],
        "affine_residual": affine_residual,
    }


def check_rotation(source, target, residual):
    """No turn, with or without a reflection, on a fine grid comes closer than the residual."""
    for angle in np.linspace(0, 2 * np.pi, 3601):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        for flip in (np.eye(2), np.diag([1.0, -1.0])):
            assert linalg.norm(source @ flip @ turn - target) > residual - 1e-12


def alignment_cases():
    source = RANDOM.normal(size=(12, 2)) * [2.0, 0.7] + [0.5, -1.0]
    noise = 0.1 * RANDOM.normal(size=source.shape)
    turn = np.array([[np.cos(0.7), np.sin(0.7)], [-np.sin(0.7), np.cos(0.7)]])
    shear = np.array([[1.5, -0.4], [0.9, 0.6]])
    shift = np.array([3.0, -2.0])
    return [
        alignment_case("turned", source, source @ turn + shift),
        alignment_case("mirrored", source, source @ np.diag([1.0, -1.0]) @ turn + shift),
        alignment_case("turned_with_noise", source, source @ turn + shift + noise),
        alignment_case("stretched_and_sheared", source, source @ shear + shift),
        alignment_case("sheared_with_noise", source, source @ shear + shift + noise),
        alignment_case("unrelated", source, RANDOM.normal(size=source.shape)),
    ]


if __name__ == "__main__":
    write_fixture(
        "subspace.json",
        {
            "library": f"SciPy {scipy.__version__}",
            "note": "Angles in radians, ascending; columns of a and b are bases, not orthonormal. "
            "Test against angles, absolutely: the entries' own rounding moves an angle by some 1e-16. "
            "is_exact: known by construction, otherwise SciPy's; a second formula meets all of them "
            "within 2e-15. scipy_angles is what SciPy says, which for "
            "mixed_sizes_10x3 is off by 5e-9 in the smallest angle. Alignment: rotation (2, 2) is "
            "orthogonal (it may mirror) and minimises "
            "|(source - source_mean) rotation - (target - target_mean)|; matrix (2, 2) and shift (2) "
            "minimise |source matrix + shift - target|. Residuals are these Frobenius norms, roots "
            "of a sum of squares; of exact alignments they are 0 up to rounding.",
            "principal_angles": angle_cases(),
            "alignments": alignment_cases(),
        },
    )
