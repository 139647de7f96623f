using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>One of two rule sets as a caller names or sends it. Not thread-safe.</summary>
/// <param name="field">The request's field that names it.</param>
internal sealed class ComparedSide(string field)
{
    private RuleFileUpload? _upload;

    /// <summary>The request's field that names it.</summary>
    public string Field { get; } = field;

    /// <summary>Its digest or the beginning of it; empty for the active set, and when it is sent.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>True when its files were sent.</summary>
    public bool IsUploaded => _upload is not null;

    /// <summary>Takes what one message says of it.</summary>
    /// <exception cref="FailureException">A bound is passed, or it is both named and sent.</exception>
    public void Add(string digest, RuleFileChunk? file)
    {
        if (Digest.Length == 0) Digest = digest;
        if (file is not null) (_upload ??= new RuleFileUpload()).Add(file.Path, file.Content);
        if (Digest.Length == 0 || _upload is null) return;
        throw new FailureException(
            FailureReason.RequestInvalid, $"{Field} is named by a digest or its files are sent, not both.", Field);
    }

    /// <summary>True when it is named by the whole of a digest.</summary>
    public bool IsNamed(string digest) => string.Equals(Digest, digest, StringComparison.OrdinalIgnoreCase);

    /// <summary>Its files; null when none were sent.</summary>
    public Core.Rules.RuleFiles? ToFiles() => _upload?.ToFiles();
}
