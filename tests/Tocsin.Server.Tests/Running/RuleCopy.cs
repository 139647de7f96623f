using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.Core.Rules;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A copy of the shipped rules that may be changed under a running server. Without examples unless they are asked for:
/// they say what comes out at the shipped thresholds.
/// </summary>
internal sealed class RuleCopy
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true };

    /// <summary>Makes a copy.</summary>
    public RuleCopy(TemporaryFolder folder, string name = "rules", bool withExamples = false)
    {
        Folder = folder.CopyOf(ProjectFolder.Rules, name);
        if (!withExamples) Directory.Delete(Path.Combine(Folder, "examples"), recursive: true);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>The digest of the files as they are now.</summary>
    public string Digest => RuleFolder.Read(Folder).Digest;

    /// <summary>The setting that makes a server use it.</summary>
    public string Setting => $"Rules:Folder={Folder}";

    /// <summary>Sets a parameter.</summary>
    public void SetParameter(string name, double value) =>
        Write("parameters.json", WithParameter(Read("parameters.json"), name, value));

    /// <summary>The text of the parameters' file with another value for one of them.</summary>
    public static string WithParameter(string text, string name, double value)
    {
        var file = JsonNode.Parse(text)!;
        file["parameters"]!.AsArray().Single(one => (string?)one!["name"] == name)!["value"] = value;
        return file.ToJsonString(_options);
    }

    /// <summary>Takes an indicator out.</summary>
    public void RemoveIndicator(string name) => Edit($"workflows/early_warning_{name.Split('_')[0]}.json", file =>
    {
        var rules = file["Rules"]!.AsArray();
        rules.Remove(rules.Single(rule => (string?)rule!["RuleName"] == name));
    });

    /// <summary>Changes a file as JSON.</summary>
    public void Edit(string path, Action<JsonNode> edit)
    {
        var file = JsonNode.Parse(Read(path))!;
        edit(file);
        Write(path, file.ToJsonString(_options));
    }

    /// <summary>A file's text.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>Replaces a file at once, as careful editors do.</summary>
    public void Write(string path, string text)
    {
        var target = Path.Combine(Folder, path);
        File.WriteAllText(target + ".part", text);
        File.Move(target + ".part", target, overwrite: true);
    }

    /// <summary>Deletes a file.</summary>
    public void Delete(string path) => File.Delete(Path.Combine(Folder, path));
}
