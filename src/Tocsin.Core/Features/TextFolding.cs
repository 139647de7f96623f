using System.Text;

namespace Tocsin.Core.Features;

/// <summary>Brings text to the one form in which it is stored and compared.</summary>
public static class TextFolding
{
    /// <summary>
    /// Folds full-width ASCII (U+FF01 to U+FF5E) and the ideographic space to plain ASCII, then normalizes to form C.
    /// A Chinese keyboard writes <c>Ａ</c> where a rule says <c>A</c>; both mean the same grade.
    /// </summary>
    /// <remarks>
    /// Form C needs the tables of ICU. A process that runs without them, as the shipped programs do so that a bare
    /// machine suffices, takes composed and decomposed letters as they come.
    /// </remarks>
    /// <exception cref="ArgumentException">The text holds half a surrogate pair.</exception>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text)) return text;
        var narrowed = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] switch
                {
                    >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                    '\u3000' => ' ',
                    _ => source[i],
                };
            }
        });
        return narrowed.Normalize(NormalizationForm.FormC);
    }

    /// <summary>True when every surrogate in the text has its partner.</summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
