using Tocsin.Core.Features;

namespace Tocsin.Cli.Backtesting;

/// <summary>A column that expressions read.</summary>
/// <param name="Index">Its place in a row, from 0.</param>
/// <param name="Header">Its header.</param>
/// <param name="Name">The name that expressions use.</param>
/// <param name="Type">Its type.</param>
internal sealed record ReadColumn(int Index, string Header, string Name, FeatureType Type);
