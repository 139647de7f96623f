using Tocsin.Journal.Records;
using Tocsin.Journal.Writing;

namespace Tocsin.Journal.Recording;

/// <summary>A decision ready to be journaled.</summary>
public sealed class RecordedDecision
{
    internal RecordedDecision(DecisionRecord record, LayoutEntry layout)
    {
        Record = record;
        Layout = layout;
    }

    /// <summary>The record.</summary>
    public DecisionRecord Record { get; }

    /// <summary>The layout that has to stand in its file before it.</summary>
    internal LayoutEntry Layout { get; }
}
