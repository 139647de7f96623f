namespace Tocsin.Benchmarks;

/// <summary>The input <c>v</c> as the engine is given it: a typed object, which is its fastest form.</summary>
public sealed class BenchmarkInput
{
    public double n0 { get; set; }

    public double n1 { get; set; }

    public double n2 { get; set; }

    public double n3 { get; set; }

    public double n4 { get; set; }

    public double n5 { get; set; }

    public double n6 { get; set; }

    public double n7 { get; set; }

    public long i0 { get; set; }

    public long i1 { get; set; }

    public long i2 { get; set; }

    public long i3 { get; set; }

    public bool f0 { get; set; }

    public bool f1 { get; set; }

    public string t0 { get; set; } = "";

    public string t1 { get; set; } = "";

    /// <summary>A borrower whose values lie where the rules' thresholds are.</summary>
    public static BenchmarkInput Make(Random random)
    {
        var made = new BenchmarkInput();
        foreach (var property in typeof(BenchmarkInput).GetProperties())
        {
            property.SetValue(made, property.Name[0] switch
            {
                'n' => random.Next(-100, 1_000) + 0.25,
                'i' => (long)random.Next(0, 120),
                'f' => random.Next(2) == 0,
                _ => random.Next(2) == 0 ? "B" : "农业",
            });
        }

        return made;
    }
}
