namespace Tocsin.Core.Rules;

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>The set cannot be activated.</summary>
    Error = 1,

    /// <summary>The set can be activated, but somebody should look.</summary>
    Warning = 2,
}
