using Tocsin.Cli.Values;

namespace Tocsin.Cli.Loading;

/// <summary>A column that holds a feature.</summary>
/// <param name="Index">Its place in a row, from 0.</param>
/// <param name="Header">Its header.</param>
/// <param name="Feature">The feature.</param>
internal sealed record FeatureColumn(int Index, string Header, KnownFeature Feature);
