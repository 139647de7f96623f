using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;

namespace Tocsin.Server.Journaling;

/// <summary>
/// The rule sets that once decided, compiled again, by digest. A few are kept at hand, the latest used. Thread-safe.
/// </summary>
internal sealed class ArchivedRuleSets(ActiveRuleSet active, RuleArchive archive)
{
    private const int MaximumKept = 4;

    private readonly Lock _lock = new();
    private readonly List<(string Digest, RuleSet? Set)> _kept = [];

    /// <summary>The rule set of a digest; null when it is not kept any more, or cannot be read.</summary>
    public RuleSet? Find(string digest)
    {
        if (active.Current?.Set is { } current && current.Digest == digest) return current;
        // Compiling takes a second; whoever wants the same set waits for it.
        lock (_lock)
        {
            var at = _kept.FindIndex(one => one.Digest == digest);
            var found = at >= 0 ? _kept[at] : (digest, Read(digest));
            if (at >= 0) _kept.RemoveAt(at);
            // What cannot be read now may be read the next time.
            if (found.Item2 is null) return null;
            _kept.Insert(0, found);
            if (_kept.Count > MaximumKept) _kept.RemoveAt(MaximumKept);
            return found.Item2;
        }
    }

    private RuleSet? Read(string digest) =>
        archive.ReadFiles(digest) is { } files ? RuleSetReader.Read(files).RuleSet : null;
}
