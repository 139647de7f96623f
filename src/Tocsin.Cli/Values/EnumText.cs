using System.Text;

namespace Tocsin.Cli.Values;

/// <summary>Values of the contract's enums in lower case, such as <c>approve_with_conditions</c>.</summary>
internal static class EnumText
{
    /// <summary>A value's text; the number of one that this version does not know.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var character in value.ToString())
        {
            if (char.IsUpper(character) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }

    /// <summary>The texts that may be written, without the unspecified value.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Values<T>().Select(Of)];

    /// <summary>Reads a text of <see cref="All"/>; null and other texts are the unspecified value.</summary>
    public static T Parse<T>(string? text)
        where T : struct, Enum => Values<T>().FirstOrDefault(value => Of(value) == text);

    private static IEnumerable<T> Values<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => !EqualityComparer<T>.Default.Equals(value, default));
}
