using Tocsin.Core.Features;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>What the engine reads as the input <c>v</c>, where we read the view <c>v</c>.</summary>
public sealed record EqualityInput(double n, double m, long i, long j, bool f, bool g, string t, string u)
{
    /// <summary>Lays the values out as a profile.</summary>
    public BorrowerProfile Profile(InputLayout layout)
    {
        var profile = new BorrowerProfile(layout, new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        profile.Set("v.n", FeatureValue.OfNumber(n));
        profile.Set("v.m", FeatureValue.OfNumber(m));
        profile.Set("v.i", FeatureValue.OfInteger(i));
        profile.Set("v.j", FeatureValue.OfInteger(j));
        profile.Set("v.f", FeatureValue.OfFlag(f));
        profile.Set("v.g", FeatureValue.OfFlag(g));
        profile.Set("v.t", FeatureValue.OfText(t));
        profile.Set("v.u", FeatureValue.OfText(u));
        return profile;
    }
}
