using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Journal.Records;
using Tocsin.Journal.Writing;

namespace Tocsin.Journal.Recording;

/// <summary>What the decisions of one policy of one rule set have in common, made once. Immutable.</summary>
internal sealed class RecordedLayout
{
    // What earlier stages give later ones is no input: it is made again.
    private const string OfDecision = "decision.";

    private RecordedLayout(IReadOnlyList<InputSlot> slots, LayoutRecord record)
    {
        Slots = slots;
        Open = [.. slots.Where(slot => !IsPersonal(slot))];
        Personal = [.. slots.Where(IsPersonal)];
        Entry = new LayoutEntry(record.Id, new JournalEntry { Layout = record }.ToByteArray());
    }

    /// <summary>Every input that the policy reads, in the order of the rule set's layout.</summary>
    public IReadOnlyList<InputSlot> Slots { get; }

    /// <summary>Those that are not personal.</summary>
    public IReadOnlyList<InputSlot> Open { get; }

    /// <summary>Those that are.</summary>
    public IReadOnlyList<InputSlot> Personal { get; }

    /// <summary>The layout as an entry.</summary>
    public LayoutEntry Entry { get; }

    /// <summary>The layout of a policy.</summary>
    public static RecordedLayout Of(RuleSet rules, DecisionPolicy policy)
    {
        var required = policy.Required.Select(feature => rules.Layout.Find(feature.FullName)!);
        var slots = policy.Reads.Concat(required).Distinct()
            .Where(slot => !slot.Name.StartsWith(OfDecision, StringComparison.Ordinal))
            .OrderBy(slot => slot.Index).ToList();
        var record = new LayoutRecord
        {
            RuleSetDigest = rules.Digest,
            Product = policy.Product,
            Currency = policy.Currency,
            Slots =
            {
                slots.Select(slot => new LayoutSlot
                {
                    Name = slot.Name,
                    Type = InputPacking.TypeOf(slot.Type),
                    Personal = IsPersonal(slot),
                }),
            },
            KnockOuts = { policy.KnockOuts.Select(knockOut => knockOut.Rule.Name) },
            Characteristics = { (policy.Scorecard?.Characteristics ?? []).Select(each => each.Name) },
        };
        record.Id = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(record.ToByteArray()));
        return new(slots, record);
    }

    private static bool IsPersonal(InputSlot slot) => slot.Feature?.IsPersonal == true;
}
