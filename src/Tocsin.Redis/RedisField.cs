namespace Tocsin.Redis;

/// <summary>What the name of a field of a borrower's hash says. Thread-safe.</summary>
/// <param name="name">The name, as UTF-8; empty for a field of an exposure, which is met once.</param>
/// <param name="view">The name under which the field's view is stored; null for one of no view.</param>
/// <param name="feature">Whose value the field holds; null for when its view was observed.</param>
internal sealed class RedisField(byte[] name, string? view, string? feature)
{
    private volatile RedisField? _next;

    /// <summary>The name, as UTF-8; empty for a field of an exposure, which is met once.</summary>
    public ReadOnlySpan<byte> Name => name;

    /// <summary>The name under which the field's view is stored; null for one of no view.</summary>
    public string? View => view;

    /// <summary>Whose value the field holds; null for when its view was observed.</summary>
    public string? Feature => feature;

    /// <summary>The field that came after this one lately, most often the one that comes now; null for none.</summary>
    public RedisField? Next
    {
        get => _next;
        set => _next = value;
    }
}
