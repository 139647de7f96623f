using Tocsin.Core.Features;
using static Tocsin.Core.Features.FeatureViewOutcome;

namespace Tocsin.Sqlite;

/// <summary>
/// An update made ready on its sender's thread, digests and bytes included, so that the writer only compares and
/// writes.
/// </summary>
internal sealed class SqliteFeatureUpdate
{
    private readonly int _partition;
    private readonly string _borrower;
    private readonly bool _correction;
    private readonly long? _expectedRevision;
    private readonly ReadyView[] _views;

    /// <summary>Encodes an update for its borrower's partition.</summary>
    internal SqliteFeatureUpdate(FeatureUpdate update, int partition)
    {
        _partition = partition;
        _borrower = update.Borrower.Value;
        _correction = update.Correction;
        _expectedRevision = update.ExpectedRevision;
        _views = [.. update.Views.Select(view => new ReadyView(
            view.Key, SqliteTime.ToMicroseconds(view.ObservedAt), view.ContentDigest(),
            FeatureContent.Encode(view.Values), view))];
    }

    /// <summary>Applies it whole or not at all, with the review mark, inside the writer's transaction.</summary>
    internal FeatureUpdateResult Apply(SqliteLink link)
    {
        var stored = link[SqliteStatements.ReadFeaturesRevision].Number(_partition, _borrower);
        if (_expectedRevision is { } expected && expected != (stored ?? 0))
            return new FeatureUpdateResult(stored ?? 0, []);
        var stamps = ReadStamps(link);
        var outcomes = Array.ConvertAll(_views, view => Judge(view, stamps));
        var result = new FeatureUpdateResult(stored ?? 0, outcomes);
        if (!result.Changed) return result;

        for (var i = 0; i < _views.Length; i++)
        {
            if (outcomes[i] == Applied) Write(link, _views[i], stamps);
        }

        var revision = (stored ?? SqliteFeaturesFloor.Read(link, _partition)) + 1;
        link[SqliteStatements.WriteProfile].Execute(_partition, _borrower, revision);
        link[SqliteStatements.WriteMark].Execute(_partition, _borrower, revision);
        return result with { Revision = revision };
    }

    private FeatureViewOutcome Judge(ReadyView view, Dictionary<string, Stamp> stored)
    {
        if (!stored.TryGetValue(view.Name, out var stamp) || view.ObservedAt > stamp.ObservedAt) return Applied;
        if (view.ObservedAt < stamp.ObservedAt) return IgnoredOlder;
        if (view.Digest == stamp.Digest) return Repeated;
        return _correction ? Applied : Conflict;
    }

    private Dictionary<string, Stamp> ReadStamps(SqliteLink link)
    {
        var stamps = new Dictionary<string, Stamp>();
        using var rows = link[SqliteStatements.ReadViewStamps].Query(_partition, _borrower);
        while (rows.Read()) stamps.Add(rows.GetString(0), new Stamp(rows.GetInt64(1), rows.GetString(2)));
        return stamps;
    }

    private void Write(SqliteLink link, ReadyView view, Dictionary<string, Stamp> stamps)
    {
        var content = view.Update.KeepsPrevious.Count > 0 && stamps.TryGetValue(view.Name, out var stamp)
            ? WithPrevious(link, view, stamp.ObservedAt == view.ObservedAt) : view.Content;
        link[SqliteStatements.WriteView].Execute(
            _partition, _borrower, view.Name, view.ObservedAt, view.Digest, content);
    }

    private byte[] WithPrevious(SqliteLink link, ReadyView view, bool corrects)
    {
        var stored = ReadContent(link, view.Name);
        var content = FeatureContent.Decode(view.Content);
        foreach (var feature in view.Update.KeepsPrevious)
        {
            var name = feature + FeatureViewUpdate.PreviousSuffix;
            var changes = stored.TryGetValue(feature, out var value) && value != content.GetValueOrDefault(feature);
            if (changes && !corrects) content[name] = value!;
            else if (stored.TryGetValue(name, out var before)) content[name] = before;
        }

        return FeatureContent.Encode(content);
    }

    private Dictionary<string, string> ReadContent(SqliteLink link, string view)
    {
        using var rows = link[SqliteStatements.ReadViewContent].Query(_partition, _borrower, view);
        return rows.Read() ? FeatureContent.Decode(rows.GetFieldValue<byte[]>(0)) : [];
    }

    private sealed record ReadyView(
        string Name, long ObservedAt, string Digest, byte[] Content, FeatureViewUpdate Update);

    private readonly record struct Stamp(long ObservedAt, string Digest);
}
