using System.Diagnostics.CodeAnalysis;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>Lays the inputs of a journaled decision out again as they were.</summary>
public static class RecordedInputs
{
    /// <summary>
    /// The profile that was decided on, laid out by a rule set's slots; a decision on it under the rule set that was
    /// active then gives the same. No when it is not open.
    /// </summary>
    /// <param name="opened">The decision.</param>
    /// <param name="layout">The slots; what they do not have, by name and type, is left out.</param>
    /// <param name="profile">The profile.</param>
    public static bool TryLayOut(
        OpenedDecision opened, InputLayout layout, [NotNullWhen(true)] out BorrowerProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(layout);
        profile = null;
        if (opened.State != OpenedState.Open) return false;
        profile = new BorrowerProfile(layout, JournalTime.FromMicroseconds(opened.Record.AsOf));
        AskedOf(opened.Record).WriteTo(profile);
        foreach (var input in opened.Inputs)
        {
            if (layout.Find(input.Name) is not { } slot || slot.Name != input.Name || slot.Type != input.Type) continue;
            new SlotReading(input.Value, input.State == RecordedState.Stale, input.ObservedAt).WriteTo(profile, slot);
        }

        return true;
    }

    /// <summary>What was asked for.</summary>
    public static DecisionRequest AskedOf(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var asked = record.Application ?? new Application();
        return new DecisionRequest(
            (ApplicationKind)asked.Kind, asked.HasAmount ? asked.Amount : null,
            asked.HasTermMonths ? asked.TermMonths : null, asked.Purpose.Length > 0 ? asked.Purpose : null);
    }
}
