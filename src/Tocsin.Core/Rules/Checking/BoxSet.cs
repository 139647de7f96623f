namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// A set of profiles: what is in any of some boxes. It may hold more than was meant, never less. Immutable.
/// </summary>
internal sealed class BoxSet
{
    // Beyond this nothing is said: "and" of "or" multiplies.
    private const int MaximumBoxes = 32;

    private BoxSet(IReadOnlyList<ValueBox> boxes, bool isExact)
    {
        Boxes = boxes;
        IsExact = isExact;
    }

    /// <summary>No profile.</summary>
    public static BoxSet Nothing { get; } = new([], true);

    /// <summary>Every profile.</summary>
    public static BoxSet Everything { get; } = new([ValueBox.Everything], true);

    /// <summary>Some profiles, and it is not known which.</summary>
    public static BoxSet Unknown { get; } = new([ValueBox.Everything], false);

    /// <summary>The boxes.</summary>
    public IReadOnlyList<ValueBox> Boxes { get; }

    /// <summary>True when it holds what was meant and no more.</summary>
    public bool IsExact { get; }

    /// <summary>True when no profile is in it.</summary>
    public bool IsNothing => Boxes.Count == 0;

    /// <summary>What is in a box; exactly that, or some of it.</summary>
    public static BoxSet Of(ValueBox box, bool isExact) =>
        box.Sides.Any(side => side.Values.IsNothing) ? Nothing : new([box], isExact);

    /// <summary>What is in both.</summary>
    public BoxSet Intersect(BoxSet other)
    {
        var both = new List<ValueBox>();
        foreach (var mine in Boxes)
        {
            foreach (var theirs in other.Boxes)
            {
                if (mine.Intersect(theirs) is not { } common) continue;
                // What is in both is in one of them.
                if (both.Count == MaximumBoxes) return new(Boxes, false);
                both.Add(common);
            }
        }

        return new(both, IsExact && other.IsExact);
    }

    /// <summary>What is in either.</summary>
    public BoxSet Union(BoxSet other)
    {
        if (IsAll || other.IsNothing) return this;
        if (other.IsAll || IsNothing) return other;
        var either = Boxes.ToList();
        foreach (var box in other.Boxes)
        {
            var index = either.FindIndex(mine => mine.Join(box) is not null);
            if (index >= 0) either[index] = either[index].Join(box)!;
            else either.Add(box);
        }

        return either.Count > MaximumBoxes ? Unknown : new(either, IsExact && other.IsExact);
    }

    private bool IsAll => Boxes.Any(box => box.Count == 0);
}
