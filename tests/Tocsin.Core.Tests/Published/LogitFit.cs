namespace Tocsin.Core.Tests.Published;

/// <summary>A logistic regression by maximum likelihood, found by Newton's steps.</summary>
/// <param name="Coefficients">One per column, in log-odds per unit.</param>
/// <param name="StandardErrors">From the inverse of the information at the maximum.</param>
/// <param name="LogLikelihood">At the maximum.</param>
internal sealed record LogitFit(double[] Coefficients, double[] StandardErrors, double LogLikelihood)
{
    private const int MostSteps = 50;

    /// <summary>
    /// Fits outcomes to columns; the first column of a row is 1 where an intercept is wanted. Columns are scaled by
    /// their largest value while fitting, since dollars beside shares leave little of a double's precision.
    /// </summary>
    public static LogitFit Of(IReadOnlyList<(double[] Columns, bool Outcome)> rows)
    {
        var count = rows[0].Columns.Length;
        var scale = new double[count];
        foreach (var (columns, _) in rows)
        {
            for (var i = 0; i < count; i++) scale[i] = Math.Max(scale[i], Math.Abs(columns[i]));
        }

        var scaled = rows.Select(row => (row.Columns.Select((value, i) => value / scale[i]).ToArray(), row.Outcome));
        var fit = AtMaximum([.. scaled], count);
        return fit with
        {
            Coefficients = [.. fit.Coefficients.Select((value, i) => value / scale[i])],
            StandardErrors = [.. fit.StandardErrors.Select((value, i) => value / scale[i])],
        };
    }

    private static LogitFit AtMaximum((double[] Columns, bool Outcome)[] rows, int count)
    {
        var coefficients = new double[count];
        for (var step = 0; step < MostSteps; step++)
        {
            var gradient = new double[count];
            var information = new double[count, count];
            var logLikelihood = 0.0;
            foreach (var (columns, outcome) in rows)
            {
                var logOdds = columns.Zip(coefficients, (value, coefficient) => value * coefficient).Sum();
                var p = 1 / (1 + Math.Exp(-logOdds));
                logLikelihood += Math.Log(outcome ? p : 1 - p);
                for (var i = 0; i < count; i++)
                {
                    gradient[i] += columns[i] * ((outcome ? 1 : 0) - p);
                    for (var j = 0; j < count; j++) information[i, j] += columns[i] * columns[j] * p * (1 - p);
                }
            }

            var inverse = Inverse(information);
            var change = Enumerable.Range(0, count)
                .Select(i => Enumerable.Range(0, count).Sum(j => inverse[i, j] * gradient[j])).ToArray();
            if (change.All(value => Math.Abs(value) < 1e-12))
            {
                return new LogitFit(
                    coefficients, [.. Enumerable.Range(0, count).Select(i => Math.Sqrt(inverse[i, i]))], logLikelihood);
            }

            for (var i = 0; i < count; i++) coefficients[i] += change[i];
        }

        throw new InvalidOperationException($"No maximum within {MostSteps} steps.");
    }

    // By Gauss and Jordan, largest pivot first.
    private static double[,] Inverse(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var left = (double[,])matrix.Clone();
        var right = new double[size, size];
        for (var i = 0; i < size; i++) right[i, i] = 1;
        for (var column = 0; column < size; column++)
        {
            var pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(left[row, column]));
            Swap(left, pivot, column);
            Swap(right, pivot, column);
            var by = left[column, column];
            for (var j = 0; j < size; j++)
            {
                left[column, j] /= by;
                right[column, j] /= by;
            }

            for (var row = 0; row < size; row++)
            {
                var times = left[row, column];
                if (row == column || times == 0) continue;
                for (var j = 0; j < size; j++)
                {
                    left[row, j] -= times * left[column, j];
                    right[row, j] -= times * right[column, j];
                }
            }
        }

        return right;
    }

    private static void Swap(double[,] matrix, int one, int other)
    {
        for (var j = 0; one != other && j < matrix.GetLength(1); j++)
        {
            (matrix[one, j], matrix[other, j]) = (matrix[other, j], matrix[one, j]);
        }
    }
}
