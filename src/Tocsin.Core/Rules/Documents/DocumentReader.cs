using System.Text;
using System.Text.Json;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Takes a file from bytes to JSON, within bounds.</summary>
internal static class DocumentReader
{
    private static readonly JsonDocumentOptions _options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
        AllowDuplicateProperties = false,
    };

    /// <summary>The file's root, or null after a problem was noted.</summary>
    public static DocumentNode? Read(RuleFile file, ProblemList problems)
    {
        try
        {
            var content = WithoutMark(file.Content);
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content.Span);
            // The elements outlive this call, so the document is not disposed; its buffers go with the rule set.
            var document = JsonDocument.Parse(content, _options);
            if (HasSurrogateEscape(content.Span)) CheckTexts(document.RootElement);
            return new DocumentNode(document.RootElement, file.Path, problems);
        }
        catch (InvalidOperationException)
        {
            problems.Error("ENCODING_INVALID", file.Path, "", "A text of the file holds half a surrogate pair.");
        }
        catch (JsonException exception)
        {
            problems.Error("JSON_INVALID", file.Path, "", Place(exception));
        }
        catch (DecoderFallbackException)
        {
            problems.Error("ENCODING_INVALID", file.Path, "", "The file is not UTF-8; save it as UTF-8.");
        }

        return null;
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> content) =>
        content.IndexOf("\\ud"u8) >= 0 || content.IndexOf("\\uD"u8) >= 0;

    // JSON can write half a surrogate pair, no text can hold one: whoever reads such a text would throw.
    private static void CheckTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) CheckTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    CheckTexts(member.Value);
                }

                break;
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[3..] : content;

    private static string Place(JsonException exception)
    {
        var place = exception.LineNumber is { } line ? $" at line {line + 1}" : "";
        return $"The file is no JSON{place}: {exception.Message}";
    }
}
