using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Bilingual texts on one line.</summary>
internal static class TitleText
{
    /// <summary>Chinese and English beside each other, or the one there is; the fallback when there is none.</summary>
    public static string Of(LocalizedText? text, string fallback = "")
    {
        if (text is null) return fallback;
        if (text.Zh.Length == 0) return text.En.Length == 0 ? fallback : text.En;
        return text.En.Length == 0 ? text.Zh : $"{text.Zh} · {text.En}";
    }
}
