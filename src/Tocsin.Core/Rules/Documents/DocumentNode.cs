using System.Text.Json;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// A place in a JSON file that knows its path. Reading a key notes it; <see cref="Close"/> reports the keys that nobody
/// read, so that a misspelt key is an error and never silently without effect.
/// </summary>
internal sealed class DocumentNode
{
    /// <summary>The most members of an array.</summary>
    public const int MaximumItems = 20_000;

    private const string Schema = "$schema";

    // A place of a thousand: what most of them never need, keys that were read and a path in words, is made when asked.
    private readonly ProblemList _problems;
    private readonly DocumentNode? _parent;
    private readonly string _key;
    private readonly int _index = -1;
    private HashSet<string>? _read;
    private Dictionary<string, string>? _otherwise;

    /// <summary>The root of a file.</summary>
    public DocumentNode(JsonElement element, string file, ProblemList problems) =>
        (Element, File, _key, _problems) = (element, file, "$", problems);

    private DocumentNode(JsonElement element, DocumentNode parent, string key)
    {
        (Element, File, _problems) = (element, parent.File, parent._problems);
        (_parent, _key) = (parent, key);
    }

    private DocumentNode(JsonElement element, DocumentNode parent, int index) : this(element, parent, "") =>
        _index = index;

    /// <summary>The JSON here.</summary>
    public JsonElement Element { get; }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The path within the file, such as <c>$.Rules[3].Expression</c>; made anew each time.</summary>
    public string Path => _parent is null ? _key
        : _index < 0 ? $"{_parent.Path}.{_key}" : $"{_parent.Path}[{_index}]";

    /// <summary>True when an object stands here.</summary>
    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    /// <summary>True once every key was read that may stand here.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Notes an error at a key of this place, or at the place itself.</summary>
    public void Error(string code, string message, string? key = null) =>
        _problems.Error(code, File, key is null ? Path : $"{Path}.{key}", message);

    /// <summary>Notes that somebody should look at a key of this place.</summary>
    public void Warning(string code, string message, string key, int column = 0) =>
        _problems.Warning(code, File, $"{Path}.{key}", message, column);

    /// <summary>Notes what is wrong with the expression at a key, unless a param it uses has the problem.</summary>
    public void Error(string key, ExpressionProblem problem)
    {
        if (problem.Code == ExpressionProblem.ParamRefused) return;
        _problems.Error(problem.Code, File, $"{Path}.{key}", problem.Message, problem.Column);
    }

    /// <summary>Notes an error at every key that differs from one of these by case alone.</summary>
    /// <remarks>What stands at such a key is read all the same, so that it is the one problem told.</remarks>
    public DocumentNode Spelled(IReadOnlyList<string> keys)
    {
        if (!IsObject) return this;
        foreach (var member in Element.EnumerateObject())
        {
            var name = member.Name;
            if (keys.Contains(name) || !keys.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            var meant = keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
            Error("KEY_CASE",
                $"Write '{meant}': whether RulesEngine reads '{name}' depends on how its host reads JSON.", name);
            (_otherwise ??= new(StringComparer.Ordinal)).TryAdd(meant, name);
        }

        return this;
    }

    /// <summary>What stands at a key, or null when the key is absent or null.</summary>
    public DocumentNode? Child(string key) => Find(ref key) is { } child ? new DocumentNode(child, this, key) : null;

    /// <summary>The object at a key; an error and null when something else is there.</summary>
    public DocumentNode? Object(string key) =>
        OfKind(ref key, "an object", JsonValueKind.Object) is { } child ? new DocumentNode(child, this, key) : null;

    /// <summary>The objects of the array at a key, none when it is absent; an error for every other member.</summary>
    public IReadOnlyList<DocumentNode> Items(string key) => Members(key, JsonValueKind.Object, "an object");

    /// <summary>The members of the array that stands here; none, and an error, when there are too many.</summary>
    public IReadOnlyList<DocumentNode> Items()
    {
        if (Element.GetArrayLength() > MaximumItems)
        {
            Error("ITEMS_TOO_MANY", $"An array may have {MaximumItems} members.");
            return [];
        }

        return [.. Element.EnumerateArray().Select((item, i) => new DocumentNode(item, this, i))];
    }

    /// <summary>The members of the object that stands here, by key.</summary>
    public IEnumerable<(string Key, DocumentNode Node)> Members()
    {
        if (!IsObject) yield break;
        foreach (var member in Element.EnumerateObject())
        {
            var key = member.Name;
            (_read ??= new(StringComparer.Ordinal)).Add(key);
            yield return (key, new DocumentNode(member.Value, this, key));
        }
    }

    /// <summary>The text at a key; null when it is absent.</summary>
    public string? Text(string key) => OfKind(ref key, "a text", JsonValueKind.String)?.GetString();

    /// <summary>The text at a key that must have one; an error and empty when it has none.</summary>
    public string RequiredText(string key)
    {
        var text = Text(key);
        if (string.IsNullOrWhiteSpace(text) && (Child(key) is null || text is not null))
            Error("KEY_MISSING", $"'{key}' is required.", key);
        return text ?? "";
    }

    /// <summary>
    /// The name at a key that must have one; an error when it is long, or holds characters that nobody sees.
    /// </summary>
    public string RequiredName(string key)
    {
        var name = RequiredText(key);
        if (!NameRules.IsFree(name))
            Error("NAME_INVALID",
                $"A name has at most {NameRules.MaximumFreeLength} characters, all of which can be seen.", key);
        return name;
    }

    /// <summary>The number at a key; null when it is absent.</summary>
    public double? Number(string key)
    {
        if (OfKind(ref key, "a number", JsonValueKind.Number) is not { } number) return null;
        var value = number.GetDouble();
        if (double.IsFinite(value)) return value;
        Error("VALUE_TYPE", $"'{key}' is larger than any number that can be kept.", key);
        return null;
    }

    /// <summary>The number at a key that must have one; an error and 0 when it has none.</summary>
    public double RequiredNumber(string key)
    {
        if (Child(key) is null) Error("KEY_MISSING", $"'{key}' is required.", key);
        return Number(key) ?? 0;
    }

    /// <summary>The whole number at a key; null when it is absent.</summary>
    public int? Integer(string key)
    {
        if (OfKind(ref key, "a whole number", JsonValueKind.Number) is not { } number) return null;
        if (number.TryGetInt32(out var value)) return value;
        Error("VALUE_TYPE", $"'{key}' must be a whole number.", key);
        return null;
    }

    /// <summary>The flag at a key; the default when it is absent.</summary>
    public bool Flag(string key, bool whenAbsent = false) =>
        OfKind(ref key, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean() ?? whenAbsent;

    /// <summary>The texts of the array at a key; an error for every other member.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Members(key, JsonValueKind.String, "a text").Select(member => member.Element.GetString()!)];

    /// <summary>The duration at a key, such as 30d, 12h or 15m; null when it is absent.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text) return null;
        if (DurationText.TryParse(text, out var duration)) return duration;
        Error("DURATION_INVALID", $"'{text}' is no duration: write 30d, 12h or 15m.", key);
        return null;
    }

    /// <summary>The time that people have at a key, such as 4h, 3wd or 30d; null when it is absent.</summary>
    public WorkingDuration? Working(string key)
    {
        if (Text(key) is not { } text) return null;
        if (WorkingDuration.TryParse(text, out var duration)) return duration;
        Error("DURATION_INVALID",
            $"'{text}' is no time for people: write 4h (business hours), 3wd (working days) or 30d (days).", key);
        return null;
    }

    /// <summary>The title or text at a key, in both languages; empty when it is absent.</summary>
    public BilingualText Bilingual(string key)
    {
        if (Object(key) is not { } node) return BilingualText.Empty;
        var text = new BilingualText(node.Text("zh") ?? "", node.Text("en") ?? "");
        if (Math.Max(text.Zh.Length, text.En.Length) > BilingualText.MaximumLength)
            Error("TEXT_TOO_LONG", $"A text may have {BilingualText.MaximumLength} characters.", key);
        node.Close();
        return text;
    }

    /// <summary>The choice at a key among some words; the default when it is absent or an error.</summary>
    public string Choice(string key, string whenAbsent, params IReadOnlyList<string> words)
    {
        if (Text(key) is not { } text) return whenAbsent;
        if (words.Contains(text)) return text;
        Error("VALUE_INVALID", $"'{text}' must be one of {string.Join(", ", words)}.", key);
        return whenAbsent;
    }

    /// <summary>Reports every key that nobody read.</summary>
    public void Close()
    {
        IsClosed = true;
        if (!IsObject) return;
        foreach (var member in Element.EnumerateObject())
        {
            var name = member.Name;
            if (name == Schema || _read?.Contains(name) == true) continue;
            Error("KEY_UNKNOWN", $"'{name}' is no key here." + NearestName.Hint(name, _read ?? []), name);
        }
    }

    private List<DocumentNode> Members(string key, JsonValueKind kind, string wanted)
    {
        var members = new List<DocumentNode>();
        if (OfKind(ref key, "an array", JsonValueKind.Array) is not { } array) return members;
        foreach (var member in new DocumentNode(array, this, key).Items())
        {
            if (member.Element.ValueKind == kind) members.Add(member);
            else member.Error("VALUE_TYPE", $"Every member of '{key}' must be {wanted}.");
        }

        return members;
    }

    private JsonElement? OfKind(ref string key, string wanted, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (Find(ref key) is not { } child) return null;
        if (kinds.Contains(child.ValueKind)) return child;
        Error("VALUE_TYPE", $"'{key}' must be {wanted}.", key);
        return null;
    }

    // The key becomes the one that it was found at.
    private JsonElement? Find(ref string key)
    {
        if (!IsObject) return null;
        (_read ??= new(StringComparer.Ordinal)).Add(key);
        if (Element.TryGetProperty(key, out var child)) return child.ValueKind == JsonValueKind.Null ? null : child;
        if (_otherwise?.GetValueOrDefault(key) is not { } other) return null;
        key = other;
        return Find(ref key);
    }
}
