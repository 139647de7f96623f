namespace Tocsin.Client;

/// <summary>The latest ids, up to a bound; the oldest is forgotten first.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>True when the id is among the latest.</summary>
    public bool Contains(string id) => _known.Contains(id);

    /// <summary>Remembers an id; an empty one is no id.</summary>
    public void Add(string id)
    {
        if (id.Length == 0 || !_known.Add(id)) return;
        _order.Enqueue(id);
        if (_order.Count > capacity) _known.Remove(_order.Dequeue());
    }

    /// <summary>Forgets all ids.</summary>
    public void Clear()
    {
        _known.Clear();
        _order.Clear();
    }
}
