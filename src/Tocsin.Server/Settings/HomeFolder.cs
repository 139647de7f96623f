namespace Tocsin.Server.Settings;

/// <summary>The folder that relative folders in settings are meant from.</summary>
internal static class HomeFolder
{
    /// <summary>
    /// The nearest folder at or above the program that holds <c>rules/ruleset.json</c>: the project when it is run from its
    /// sources, the program's own folder when it is published with its rules; else the program's folder.
    /// </summary>
    public static string Find(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "rules", "ruleset.json"))) return folder.FullName;
        }

        return programFolder;
    }
}
