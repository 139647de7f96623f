using Tocsin.Core.Rules;
using Tocsin.Server.Settings;

namespace Tocsin.Server.RuleFiles;

/// <summary>One look at the rules folder. Immutable.</summary>
/// <param name="Files">Its files; null when they could not be read.</param>
/// <param name="Problem">Why not; empty when they were read.</param>
internal sealed record FolderLook(Core.Rules.RuleFiles? Files, string Problem)
{
    /// <summary>Whether another look saw the same.</summary>
    public bool IsSameAs(FolderLook? other) =>
        other is not null && other.Files?.Digest == Files?.Digest && other.Problem == Problem;

    /// <summary>Reads the folder as it is now, at rest or not.</summary>
    public static FolderLook At(RuleSettings settings)
    {
        try
        {
            return new FolderLook(RuleFolder.Read(settings.Folder, settings.ReadTries), "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FolderLook(null, exception.Message);
        }
    }
}
