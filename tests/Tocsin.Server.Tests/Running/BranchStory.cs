namespace Tocsin.Server.Tests.Running;

/// <summary>How a borrower of a rehearsed branch fares.</summary>
internal enum BranchStory
{
    /// <summary>Sound throughout.</summary>
    Sound,

    /// <summary>In debt between the two thresholds of a rule that is swapped.</summary>
    Leveraged,

    /// <summary>Draws more, is refused debits, sells less: from week to week a little.</summary>
    Drifting,

    /// <summary>Pays late for a time, and then all of it.</summary>
    LateAndCured,

    /// <summary>Stops paying, and on a day is enforced against.</summary>
    Defaulting,

    /// <summary>Owes tax for a time.</summary>
    TaxArrears,

    /// <summary>No feed tells anything of it for a time.</summary>
    Silent,
}
