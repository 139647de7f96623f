namespace Tocsin.Core.Features;

/// <summary>Where a text lies among others.</summary>
/// <param name="Start">Its first byte, from zero.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct TextPlace(int Start, int Length);
