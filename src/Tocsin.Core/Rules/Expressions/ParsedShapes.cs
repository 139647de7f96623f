using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// What the parser made of expressions, by their shape: the text with every name replaced by a variable, and the types
/// of those. Most rules of a set, and nearly all of the set before it, have the shape of another, and parsing is half
/// of what reading them makes. Thread-safe.
/// </summary>
/// <remarks>
/// The parser gives the same tree for the same shape, and trees never change. What it refuses is not kept.
/// </remarks>
internal sealed class ParsedShapes
{
    /// <summary>The most shapes; with one more all are forgotten.</summary>
    public const int Most = 2_048;

    /// <summary>The longest text of a shape that is kept, in characters.</summary>
    public const int LongestText = 512;

    private readonly ConcurrentDictionary<Shape, Expression> _trees = new();

    /// <summary>How many shapes are known.</summary>
    public int Count => _trees.Count;

    /// <summary>The tree of a shape; null where it is not known.</summary>
    /// <param name="text">The text, its names replaced.</param>
    /// <param name="variables">The variables, in the order of their numbers.</param>
    /// <param name="type">What the expression has to give; null where that is not said.</param>
    public Expression? Find(string text, ParameterExpression[] variables, Type? type) =>
        text.Length <= LongestText ? _trees.GetValueOrDefault(new Shape(text, variables, type)) : null;

    /// <summary>Keeps the tree of a shape.</summary>
    public void Keep(string text, ParameterExpression[] variables, Type? type, Expression tree)
    {
        if (text.Length > LongestText) return;
        if (_trees.Count >= Most) _trees.Clear();
        _trees.TryAdd(new Shape(text, variables, type), tree);
    }

    private readonly struct Shape(string text, ParameterExpression[] variables, Type? type) : IEquatable<Shape>
    {
        private readonly string _text = text;
        private readonly ParameterExpression[] _variables = variables;
        private readonly Type? _type = type;

        public bool Equals(Shape other)
        {
            if (_text != other._text || _type != other._type || _variables.Length != other._variables.Length)
                return false;
            for (var i = 0; i < _variables.Length; i++)
            {
                if (_variables[i].Type != other._variables[i].Type || _variables[i].Name != other._variables[i].Name)
                    return false;
            }

            return true;
        }

        public override bool Equals(object? obj) => obj is Shape other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(_text, _type, _variables.Length);
    }
}
