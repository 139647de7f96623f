namespace Tocsin.Benchmarks;

/// <summary>The input <c>v</c> as the engine is given it: a typed object, which is its fastest form.</summary>
public sealed class BenchmarkInput
{
    public double n0 { get; set; } = 0.5;

    public double n1 { get; set; } = 120;

    public double n2 { get; set; } = 3.25;

    public double n3 { get; set; } = -4;

    public double n4 { get; set; } = 88.5;

    public double n5 { get; set; } = 1e6;

    public double n6 { get; set; } = 41;

    public double n7 { get; set; } = 7.75;

    public long i0 { get; set; } = 3;

    public long i1 { get; set; } = 36;

    public long i2 { get; set; }

    public long i3 { get; set; } = 90;

    public bool f0 { get; set; } = true;

    public bool f1 { get; set; }

    public string t0 { get; set; } = "B";

    public string t1 { get; set; } = "农业";
}
