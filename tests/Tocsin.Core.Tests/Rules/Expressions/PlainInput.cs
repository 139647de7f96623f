namespace Tocsin.Core.Tests.Rules.Expressions;

/// <summary>What the engine reads in the place of a profile.</summary>
public sealed record PlainInput(double n, double m, long i, long j, bool f, bool g, string t, string u)
{
    /// <summary>The values of a whole profile.</summary>
    public static PlainInput Of(IReadOnlyDictionary<string, object> values) => new(
        (double)values["v.n"], (double)values["v.m"], (long)values["v.i"], (long)values["v.j"],
        (bool)values["v.f"], (bool)values["v.g"], (string)values["v.t"], (string)values["v.u"]);
}
