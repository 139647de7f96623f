namespace Tocsin.Cli.Values;

/// <summary>Options that are written <c>name=value</c>.</summary>
internal static class NameAndValue
{
    /// <summary>Splits at the first equals sign; the value may be empty.</summary>
    /// <exception cref="CommandFailedException">There is no sign, or no name before it.</exception>
    public static (string Name, string Value) Split(string text, string option, string shape)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0) throw CommandFailedException.Usage($"{option}: '{text}' is not written {shape}.");
        return (text[..sign].Trim(), text[(sign + 1)..]);
    }

    /// <summary>Splits all of them; each name may be given once.</summary>
    /// <exception cref="CommandFailedException">One cannot be split, or a name is given twice.</exception>
    public static Dictionary<string, string> SplitAll(IEnumerable<string> texts, string option, string shape)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in texts.Select(text => Split(text, option, shape)))
        {
            if (!values.TryAdd(name, value)) throw CommandFailedException.Usage($"{option}: {name} is given twice.");
        }

        return values;
    }
}
