using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Tidiness;

/// <summary>
/// All that a project can log stands in its <c>Log.cs</c>, each message with a number that never changes.
/// </summary>
internal static partial class LogMessages
{
    private const string Place = "Log";

    public static IEnumerable<Finding> Elsewhere(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Stem != Place
        from name in file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>()
        where LogCall().IsMatch(name.Identifier.Text)
        select file.Finding($"{name.Identifier.Text}: log messages stand in {Place}.cs", name);

    public static IEnumerable<Finding> WithoutOwnNumber(IReadOnlyCollection<SourceFile> files)
    {
        var messages = (from file in files
                        from attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>()
                        where attribute.Name.ToString().EndsWith("LoggerMessage", StringComparison.Ordinal)
                        select (File: file, Attribute: attribute, Number: NumberOf(attribute))).ToList();
        return from message in messages
               where message.Number is null || messages.Count(other => other.Number == message.Number) > 1
               select message.File.Finding(
                   $"event number {message.Number ?? "(none)"} is not this message's own", message.Attribute);
    }

    private static string? NumberOf(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var named = arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == "EventId");
        var first = arguments.FirstOrDefault(argument => argument is { NameEquals: null, NameColon: null });
        var number = (named ?? first)?.Expression.ToString();
        return int.TryParse(number, out _) ? number : null;
    }

    [GeneratedRegex("^(?:Log(?:Trace|Debug|Information|Warning|Error|Critical)|LoggerMessage)$")]
    private static partial Regex LogCall();
}
