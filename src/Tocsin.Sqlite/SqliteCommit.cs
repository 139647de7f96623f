using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>
/// A commit made ready on its sender's thread, documents and check included, so that the writer only compares and
/// writes.
/// </summary>
internal sealed class SqliteCommit
{
    private readonly WarningCommit _commit;
    private readonly int _partition;
    private readonly string _borrower;
    private readonly long _asOf;
    private readonly long _committedAt;
    private readonly byte[]? _document;
    private readonly byte[] _changes;
    private readonly uint _check;

    /// <summary>Encodes a commit for its borrower's partition.</summary>
    internal SqliteCommit(WarningCommit commit, int partition)
    {
        _commit = commit;
        _partition = partition;
        _borrower = commit.Borrower.Value;
        _asOf = SqliteTime.ToMicroseconds(commit.State.AsOf);
        _committedAt = SqliteTime.ToMicroseconds(commit.CommittedAt);
        _document = commit.KeepsDocument ? null : WarningCodec.EncodeState(commit.State);
        _changes = WarningCodec.EncodeChanges(commit.Changes);

        // Over the time as it will be read back, so that whoever reads the entry finds the same check.
        _check = WarningCodec.Check(commit.Borrower, SqliteTime.Cut(commit.CommittedAt), _changes);
    }

    /// <summary>Whose it is.</summary>
    internal BorrowerId Borrower => _commit.Borrower;

    /// <summary>The state as it will be read back once it is committed; null when the borrower is erased.</summary>
    internal BorrowerWarnings? StateAfter(CommitResult result) => _commit.Erases ? null : _commit.State with
    {
        Revision = result.Sequence > 0 ? result.Sequence : _commit.ExpectedRevision,
        AsOf = SqliteTime.FromMicroseconds(_asOf),
        DueAt = _commit.State.DueAt is { } due ? SqliteTime.Cut(due) : null,
    };

    /// <summary>Its entry as it will be read back once it is committed; null when it wrote none.</summary>
    internal LogEntry? Entry(CommitResult result) => result.Sequence == 0 ? null : new LogEntry(
        new LogPosition(result.Sequence, _check), Borrower, SqliteTime.FromMicroseconds(_committedAt),
        _commit.Changes);

    /// <summary>Compares with the stored state and writes everything, inside the writer's transaction.</summary>
    internal CommitResult Write(SqliteLink link)
    {
        var stored = ReadStamp(link);
        if (IsAnother(stored)) return new(CommitOutcome.RevisionDiffers, 0);
        if (IsSuperseded(stored) || IsOfAnErasedBorrower(stored, link)) return new(CommitOutcome.Superseded, 0);

        // An erasure is told only to those who were told of the borrower; a review without changes to nobody.
        var logged = _commit.Erases ? stored.Revision > 0 : _commit.Changes.Count > 0;
        var sequence = logged ? Append(link) : 0;
        if (_commit.Erases)
        {
            Erase(link);
        }
        else
        {
            WriteState(link, logged ? sequence : stored.Revision);
            if (_commit.SettlesMark) SettleMark(link);
        }

        return new(CommitOutcome.Committed, sequence);
    }

    private bool IsAnother(Stamp stored) =>
        stored.Revision != _commit.ExpectedRevision
        // There is nothing to keep where nothing is stored.
        || (_document is null && !_commit.Erases && !stored.Exists)
        || (_commit.ExpectedAsOf is { } asOf && stored.AsOf != SqliteTime.ToMicroseconds(asOf));

    private bool IsSuperseded(Stamp stored) =>
        stored.FeaturesRevision > _commit.State.FeaturesRevision
        || stored.Activation > _commit.State.Activation
        || stored.AsOf > _asOf;

    // A review that read the features before an erasure must not bring the borrower back, nor pass for a review of what
    // came after. Where the state that it read still stands, nothing was erased.
    private bool IsOfAnErasedBorrower(Stamp stored, SqliteLink link)
    {
        var reviewed = _commit.State.FeaturesRevision;
        var current = link[SqliteStatements.ReadFeaturesRevision].Number(_partition, _borrower) ?? 0;
        if (_commit.Erases || reviewed == 0 || reviewed == current) return false;
        return reviewed > current || (!stored.Exists && reviewed <= SqliteFeaturesFloor.Read(link, _partition));
    }

    private Stamp ReadStamp(SqliteLink link)
    {
        using var rows = link[SqliteStatements.ReadStateStamp].Query(_partition, _borrower);
        return rows.Read()
            ? new Stamp(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3), Exists: true)
            : new Stamp(0, long.MinValue, long.MinValue, SqliteTime.ToMicroseconds(default(DateTimeOffset)));
    }

    private long Append(SqliteLink link)
    {
        var sequence = (link[SqliteStatements.ReadLastSequence].Number(_partition) ?? 0) + 1;
        link[SqliteStatements.AppendEntry].Execute(
            _partition, sequence, _borrower, _committedAt, (long)_check, _changes);
        return sequence;
    }

    private void WriteState(SqliteLink link, long revision)
    {
        var due = SqliteTime.ToMicroseconds(_commit.State.DueAt);
        var (features, activation) = (_commit.State.FeaturesRevision, _commit.State.Activation);
        if (_document is null)
        {
            link[SqliteStatements.MoveState].Execute(_partition, _borrower, features, activation, _asOf, due);
            return;
        }

        var isOpen = _commit.State.IsOfConcern ? 1L : 0L;
        link[SqliteStatements.WriteState].Execute(
            _partition, _borrower, revision, features, activation, _asOf, due, isOpen, _document);
    }

    /// <summary>Removes the mark, unless the features moved on since they were reviewed.</summary>
    private void SettleMark(SqliteLink link)
    {
        var current = link[SqliteStatements.ReadFeaturesRevision].Number(_partition, _borrower);
        if (current is null || current == _commit.State.FeaturesRevision)
            link[SqliteStatements.DeleteMark].Execute(_partition, _borrower);
    }

    private void Erase(SqliteLink link)
    {
        var revision = link[SqliteStatements.ReadFeaturesRevision].Number(_partition, _borrower) ?? 0;
        SqliteFeaturesFloor.Lift(link, _partition, revision);
        link[SqliteStatements.DeleteViews].Execute(_partition, _borrower);
        link[SqliteStatements.DeleteProfile].Execute(_partition, _borrower);
        link[SqliteStatements.DeleteState].Execute(_partition, _borrower);
        link[SqliteStatements.DeleteMark].Execute(_partition, _borrower);
        link[SqliteStatements.BlankKey].Execute(_partition, _borrower);
        link[SqliteStatements.DeleteKey].Execute(_partition, _borrower);
    }

    private readonly record struct Stamp(
        long Revision, long FeaturesRevision, long Activation, long AsOf, bool Exists = false);
}
