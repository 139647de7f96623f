using System.Globalization;

namespace Tocsin.Core.Rules;

/// <summary>How long people have for something: in business hours, working days or days.</summary>
/// <param name="Count">How many; 1 to 3,660.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct WorkingDuration(int Count, WorkingUnit Unit)
{
    /// <summary>The most of any unit.</summary>
    public const int Maximum = 3_660;

    /// <summary>Reads <c>4h</c> (business hours), <c>3wd</c> (working days) or <c>30d</c> (days).</summary>
    public static bool TryParse(string text, out WorkingDuration duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > Maximum)
        {
            return false;
        }

        WorkingUnit? unit = text[digits..] switch
        {
            "h" => WorkingUnit.BusinessHours,
            "wd" => WorkingUnit.WorkingDays,
            "d" => WorkingUnit.Days,
            _ => null,
        };
        duration = new WorkingDuration(count, unit ?? default);
        return unit is not null;
    }
}

/// <summary>What a working duration counts.</summary>
public enum WorkingUnit
{
    /// <summary>Hours within the business hours of working days.</summary>
    BusinessHours = 1,

    /// <summary>Working days; the last ends when business closes.</summary>
    WorkingDays = 2,

    /// <summary>Civil days, working or not; the last ends at the hour at which the first began.</summary>
    Days = 3,
}
