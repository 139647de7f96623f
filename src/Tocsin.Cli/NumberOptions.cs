using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Tocsin.Cli;

/// <summary>
/// Has options that take a number say in words what cannot be read as one: the library names a type of the runtime, or
/// ends with its own exception where the option has a validator, too.
/// </summary>
internal static class NumberOptions
{
    private const NumberStyles WithFraction = NumberStyles.Float | NumberStyles.AllowThousands;

    /// <summary>Does so for every option of a command and of those below it.</summary>
    public static void Explain(Command command)
    {
        foreach (var option in command.Options) Explain(option);
        foreach (var below in command.Subcommands) Explain(below);
    }

    private static void Explain(Option option)
    {
        switch (option)
        {
            case Option<decimal?> amount:
                Explain<decimal>(amount, NumberStyles.Number);
                amount.CustomParser = result => Read<decimal>(result.Tokens, NumberStyles.Number) ?? 0;
                break;
            case Option<double?> number:
                Explain<double>(number, WithFraction);
                number.CustomParser = result => Read<double>(result.Tokens, WithFraction) ?? 0;
                break;
            case Option<double> number:
                Explain<double>(number, WithFraction);
                number.CustomParser = result => Read<double>(result.Tokens, WithFraction) ?? 0;
                break;
            case Option<int?> whole:
                Explain<int>(whole, NumberStyles.Integer);
                whole.CustomParser = result => Read<int>(result.Tokens, NumberStyles.Integer) ?? 0;
                break;
            case Option<int> whole:
                Explain<int>(whole, NumberStyles.Integer);
                whole.CustomParser = result => Read<int>(result.Tokens, NumberStyles.Integer) ?? 0;
                break;
            case Option<long?> whole:
                Explain<long>(whole, NumberStyles.Integer);
                whole.CustomParser = result => Read<long>(result.Tokens, NumberStyles.Integer) ?? 0;
                break;
        }
    }

    // Before the option's own validators, to which a value that cannot be read is an exception: what the parser gives
    // in its place never counts, since this is an error.
    private static void Explain<T>(Option option, NumberStyles style)
        where T : struct, INumber<T> => option.Validators.Insert(0, result =>
    {
        if (result.Tokens is not [var token] || Read<T>(result.Tokens, style) is not null) return;
        var kind = style == NumberStyles.Integer ? "whole number" : "number";
        result.AddError($"{option.Name} takes a {kind}; '{token.Value}' is none, or too large a one.");
    });

    private static T? Read<T>(IReadOnlyList<Token> tokens, NumberStyles style)
        where T : struct, INumber<T> => tokens is [var token]
        && T.TryParse(token.Value, style, CultureInfo.InvariantCulture, out var number) ? number : null;
}
