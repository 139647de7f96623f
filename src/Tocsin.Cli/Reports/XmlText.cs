using System.Text;
using System.Xml;

namespace Tocsin.Cli.Reports;

/// <summary>Texts as XML can hold them.</summary>
internal static class XmlText
{
    /// <summary>The text; JSON can write characters that XML cannot, even escaped, and those are replaced.</summary>
    public static string Of(string text)
    {
        var allowed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            allowed.Append(!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune : Rune.ReplacementChar);
        return allowed.ToString();
    }
}
