// Every page works without this.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const on = (target, type, action) => target.addEventListener(type, action);
const page = document.body.dataset;
