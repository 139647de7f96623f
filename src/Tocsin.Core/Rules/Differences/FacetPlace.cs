using System.Globalization;
using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>A place within a subject: keys and positions from the outside in. Immutable.</summary>
internal sealed class FacetPlace
{
    // A key may hold any character: it begins with a dot here and a position with a bracket, so that no two are alike.
    private readonly string[] _steps;

    private FacetPlace(params string[] steps)
    {
        _steps = steps;
        Key = string.Concat(steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Length}{step}")));
    }

    /// <summary>The subject itself.</summary>
    public static FacetPlace Root { get; } = new();

    /// <summary>Tells the place exactly: no two places share one.</summary>
    public string Key { get; }

    /// <summary>True for the subject itself.</summary>
    public bool IsRoot => _steps.Length == 0;

    /// <summary>The place of some keys, each within the one before.</summary>
    public static FacetPlace Of(params IReadOnlyList<string> keys) => new([.. keys.Select(key => "." + key)]);

    /// <summary>The place of a key here.</summary>
    public FacetPlace At(string key) => new([.. _steps, "." + key]);

    /// <summary>The place of a position here.</summary>
    public FacetPlace At(int position) =>
        new([.. _steps, string.Create(CultureInfo.InvariantCulture, $"[{position}]")]);

    /// <summary>
    /// Its name for people: what RulesEngine wraps around what a rule says is left out, and its keys are written as
    /// ours are.
    /// </summary>
    public string Name()
    {
        var isOurs = _steps is [".Properties", ".tocsin", _, ..];
        var isAction = _steps is [".Actions", _, ..];
        var words = _steps.Where((_, i) => !(isOurs && i < 2) && !(isAction && (i == 0 || IsContext(i))));
        var name = string.Concat(words.Select(WordOf));
        return FacetText.Seen(name.StartsWith('.') ? name[1..] : name);
    }

    private bool IsContext(int i) => i == 2 && _steps[i] == ".Context" && _steps.Length > 3;

    private static string WordOf(string step) => step.Length > 1 && step[0] == '.' && char.IsAsciiLetterUpper(step[1])
        ? "." + JsonNamingPolicy.SnakeCaseLower.ConvertName(step[1..]) : step;
}
