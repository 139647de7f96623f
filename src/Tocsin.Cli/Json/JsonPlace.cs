namespace Tocsin.Cli.Json;

/// <summary>Where a value stands in a JSON file; offsets are bytes from the start of the file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="NameStart">The first byte of its property's name; its own where it is no property.</param>
internal sealed record JsonPlace(int Start, int End, int NameStart)
{
    /// <summary>The last value in this object or array; null when it is empty, or neither.</summary>
    public JsonPlace? Last { get; init; }
}
