using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>What a preview came to, with what was asked: the one model of every report on it.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Report">What it came to.</param>
/// <param name="Borrowers">Those that would differ and were listed, in order of id.</param>
internal sealed record Preview(PreviewOptions Asked, PreviewReport Report, IReadOnlyList<PreviewedBorrower> Borrowers)
{
    /// <summary>True when journaled decisions were decided again, not stored borrowers looked at.</summary>
    public bool IsOfJournal => Asked.PopulationCase == PreviewOptions.PopulationOneofCase.Journal;

    /// <summary>Borrowers that would rise to a higher level.</summary>
    public long Rising => Moving((before, after) => after > before);

    /// <summary>Borrowers that would fall to a lower level.</summary>
    public long Falling => Moving((before, after) => after < before);

    /// <summary>Decisions that were asked, of all products.</summary>
    public long Decisions => Report.Decisions.Sum(product => product.Asked);

    /// <summary>Decisions that would be another one, of all products.</summary>
    public long ChangedDecisions => Report.Decisions.Sum(product => product.Changed);

    /// <summary>True when decisions were left out on purpose.</summary>
    public bool IsWithoutDecisions => Asked.Borrowers?.WithoutDecisions == true;

    /// <summary>True when one product alone was named.</summary>
    public bool IsOfOneProduct => IsOfJournal ? Asked.Journal.Product.Length > 0
        : Asked.Borrowers?.Application is not null;

    private long Moving(Func<WarningLevel, WarningLevel, bool> isSuch) => Report.Warnings is not { } warnings
        ? 0 : warnings.Levels.Where(move => isSuch(move.Before, move.After)).Sum(move => move.Borrowers);
}
