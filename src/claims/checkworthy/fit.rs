//! A logistic regression of a few numbers: from scores to probabilities.

/// Steps of Newton's method; half of them are enough.
const N_STEPS: usize = 20;

/// Pull of each weight towards 0, so that numbers that are all equal do no harm.
const DECAY: f64 = 1e-3;

/// The weights with which the numbers of examples best tell whether each is one that is looked for,
/// if these and the others were equally many. A number that is always 1 makes the constant.
pub(super) fn fit<const N: usize>(examples: &[([f32; N], bool)]) -> [f32; N] {
    let n_sought = examples.iter().filter(|(_, is_sought)| *is_sought).count();
    let share = |n: usize| 0.5 / u32::try_from(n.max(1)).map_or(f64::from(u32::MAX), f64::from);
    let (of_sought, of_other) = (share(n_sought), share(examples.len() - n_sought));
    let mut weights = [0.0_f64; N];
    for _ in 0..N_STEPS {
        let mut slope = weights.map(|weight| -DECAY * weight);
        let mut bend = [[0.0; N]; N];
        for (at, row) in bend.iter_mut().enumerate() {
            row[at] = DECAY;
        }
        for (numbers, is_sought) in examples {
            let numbers = numbers.map(f64::from);
            let sum: f64 =
                numbers.iter().zip(weights).map(|(number, weight)| number * weight).sum();
            let said = 1.0 / (1.0 + (-sum).exp());
            let (counts, right) = if *is_sought { (of_sought, 1.0) } else { (of_other, 0.0) };
            for (at, number) in numbers.iter().enumerate() {
                slope[at] += counts * (right - said) * number;
                for (other, cell) in numbers.iter().zip(&mut bend[at]) {
                    *cell += counts * said * (1.0 - said) * number * other;
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(bend, slope)) {
            *weight += step;
        }
    }
    weights.map(narrow)
}

/// Gauss's elimination of a symmetric matrix without zeros on its diagonal.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in 0..N {
            if row == pivot {
                continue;
            }
            let (times, taken) = (matrix[row][pivot] / matrix[pivot][pivot], matrix[pivot]);
            for (cell, taken) in matrix[row].iter_mut().zip(taken) {
                *cell -= times * taken;
            }
            right[row] -= times * right[pivot];
        }
    }
    for (at, number) in right.iter_mut().enumerate() {
        *number /= matrix[at][at];
    }
    right
}

#[expect(clippy::cast_possible_truncation, reason = "a weight loses digits and no more")]
fn narrow(weight: f64) -> f32 {
    weight as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_tells() {
        // The second number tells, the third does not, the first is constant.
        let mut examples = Vec::new();
        for n in 0..100_u8 {
            let noise = f32::from(n % 7) / 7.0;
            examples.push(([1.0, f32::from(n), noise], n >= 80 || n == 50));
        }
        let [constant, telling, idle] = fit(&examples);
        assert!(
            telling > 0.02 && constant < 0.0 && idle.abs() < 1.0,
            "{constant} {telling} {idle}"
        );
        assert!(fit::<1>(&[])[0].abs() < 1e-9);
    }
}
