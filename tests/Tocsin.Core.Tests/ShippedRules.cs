namespace Tocsin.Core.Tests;

/// <summary>The rule set that stands at the root of the project.</summary>
internal static class ShippedRules
{
    /// <summary>Its folder, found from where the tests run.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "rules");

    /// <summary>The root of the project.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tocsin.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the project.");
    }
}
